package dev.mcsync.infra.proof.agent;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/** Bugs in how the database and Discord are talked to. Called by woven code. */
public final class WireBugs {

    /** Where the order decides which row is locked, or which id is claimed, first. */
    private static final Pattern ORDER_OF_LOCKS =
            Pattern.compile("order by (?:\\w+ (?=for update)|1(?:, 2)? (?=on conflict))");

    private static final long LATEST_CANCEL_NANOS = 8_000_000;

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
    public static <T> Mono<T> sometimesCancelled(Mono<T> transaction) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return random.nextInt(3) > 0
                ? transaction
                : transaction
                        .doOnCancel(() -> Effects.of(PlantedBug.CANCEL_IN_TRANSACTION))
                        .timeout(Duration.ofNanos(random.nextLong(LATEST_CANCEL_NANOS)));
    }
}
