package dev.mcsync.infra.proof.outage;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what the database shows, with a bound. */
final class Patience {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private Patience() {}

    interface Condition {
        boolean holds() throws SQLException, InterruptedException;
    }

    /** Between two looks. */
    static void moment() {
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }

    /**
     * @throws IllegalStateException when it does not come in time
     */
    static void await(String what, Condition condition) throws SQLException, InterruptedException {
        if (!comes(condition, LIMIT)) {
            throw new IllegalStateException(
                    "Expected %s within %s, found none".formatted(what, LIMIT));
        }
    }

    /** False when it does not hold in time. */
    static boolean comes(Condition condition, Duration limit)
            throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            moment();
        }
        return true;
    }
}
