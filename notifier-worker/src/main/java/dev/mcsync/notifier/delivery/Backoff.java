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
        long doubled = first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
        long limit = Math.clamp(doubled, 1, max.toMillis());
        return Duration.ofMillis(random.nextLong(limit + 1));
    }
}
