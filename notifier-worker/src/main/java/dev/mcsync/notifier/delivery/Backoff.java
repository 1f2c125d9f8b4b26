package dev.mcsync.notifier.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with full jitter: each wait is anywhere between nothing and a limit that
 * doubles with every failure, so that instances that failed together do not return together.
 *
 * @param first the limit after one failure
 * @param max the highest limit
 */
record Backoff(Duration first, Duration max, RandomGenerator random) {

    private static final int MAX_DOUBLINGS = 30;

    /**
     * @param failures in a row, at least 1
     */
    Duration delay(int failures) {
        return Duration.ofMillis(random.nextLong(limit(failures) + 1));
    }

    /**
     * Never less than half of the limit: for requests that must not be many, whatever the dice say.
     *
     * @param failures in a row, at least 1
     */
    Duration calmDelay(int failures) {
        long limit = limit(failures);
        return Duration.ofMillis(limit / 2 + random.nextLong(limit - limit / 2 + 1));
    }

    private long limit(int failures) {
        long doubled = first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
        return Math.clamp(doubled, 1, max.toMillis());
    }
}
