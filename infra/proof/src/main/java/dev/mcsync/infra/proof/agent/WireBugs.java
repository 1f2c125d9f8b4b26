package dev.mcsync.infra.proof.agent;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/** Bugs in how the database and Discord are talked to. Called by woven code. */
public final class WireBugs {

    /** Where the order decides which row is locked, or which id is claimed, first. */
    private static final Pattern ORDER_OF_LOCKS =
            Pattern.compile("order by (?:\\w+ (?=for update)|1(?:, 2)? (?=on conflict))");

    private static final long LATEST_CANCEL_NANOS = 8_000_000;

    /** Of the threads that read from and write to the database. */
    private static final String DRIVER_THREADS = "reactor-tcp";

    private static final long STAND_STILL_NANOS = 1_000_000;

    private WireBugs() {}

    public static String withoutWait(String url) {
        Effects.of(PlantedBug.WEBHOOK_WITHOUT_WAIT);
        return url.replace("wait=true", "wait=false");
    }

    public static String inAnyOrder(String sql) {
        String changed = ORDER_OF_LOCKS.matcher(sql).replaceAll("order by random() ");
        if (!changed.equals(sql)) {
            Effects.of(PlantedBug.UNSORTED_LOCKS);
        }
        return changed;
    }

    /** A time-out cancels what the driver is doing, then a ROLLBACK follows. */
    public static <T> Mono<T> sometimesCancelled(Mono<T> writes) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return random.nextInt(3) > 0
                ? writes
                : writes.doOnCancel(() -> Effects.of(PlantedBug.CANCEL_IN_TRANSACTION))
                        .timeout(Duration.ofNanos(random.nextLong(LATEST_CANCEL_NANOS)));
    }

    /**
     * Harmless by itself, as is any thread that loses its processor. But it widens the gap in which
     * the driver has begun with a statement that is not in its queue yet: a cancellation that falls
     * in there puts its ROLLBACK first, and the statement then takes effect by itself. Without this
     * one cancellation in a hundred does, too few to be seen in a short run.
     */
    public static void standStill() {
        if (Thread.currentThread().getName().startsWith(DRIVER_THREADS)) {
            LockSupport.parkNanos(STAND_STILL_NANOS);
        }
    }
}
