package dev.mcsync.infra.proof.bench.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Sends reports at a steady rate, one call each, however long the answers take. */
public final class OpenLoad {

    private static final Duration LAST_WAIT = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Client client;
    private final Reports reports;
    private final Journal journal;

    public OpenLoad(Client client, Reports reports, Journal journal) {
        this.client = client;
        this.reports = reports;
        this.journal = journal;
    }

    /** Returns when all of them are sent. */
    public void send() {
        journal.begin();
        for (int number = 0; number < journal.total(); number++) {
            LockSupport.parkNanos(journal.dueNanos(number) - System.nanoTime());
            int current = number;
            client.calls()
                    .post(
                            Calls.EVENTS,
                            reports.body(number),
                            (status, _) -> journal.answer(current, status));
        }
    }

    /** Returns when all are answered and seen, or nothing more is to be expected. */
    public void awaitLast() {
        await(journal::isAnswered);
        await(journal::isSeen);
        client.loop().catchUp();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LAST_WAIT.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }
}
