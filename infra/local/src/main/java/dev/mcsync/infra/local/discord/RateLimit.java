package dev.mcsync.infra.local.discord;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Requests per window, as Discord's buckets count them: the window opens with its first request and
 * the count starts afresh when it ends. The figures are not Discord's, which it does not publish.
 */
final class RateLimit {
    private final int limit;
    private final Duration window;
    private final InstantSource clock;
    private Instant windowEnd = Instant.EPOCH;
    private int used;

    RateLimit(int limit, Duration window, InstantSource clock) {
        this.limit = limit;
        this.window = window;
        this.clock = clock;
    }

    /**
     * @param remaining requests that the window still allows; below zero when this one is refused
     */
    record Use(int limit, int remaining, Instant windowEnd, Duration resetAfter) {
        boolean isAllowed() {
            return remaining >= 0;
        }
    }

    synchronized Use use() {
        Instant now = clock.instant();
        if (!now.isBefore(windowEnd)) {
            windowEnd = now.plus(window);
            used = 0;
        }
        used = Math.min(used + 1, limit + 1);
        return new Use(limit, limit - used, windowEnd, Duration.between(now, windowEnd));
    }
}
