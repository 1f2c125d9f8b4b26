package dev.mcsync.realtime.log;

import java.time.Duration;

/** The time that is left for one reading. */
final class Budget {

    private static final Duration LONGEST_POLL = Duration.ofMillis(200);

    private final long endNanos;

    Budget(Duration whole) {
        this.endNanos = System.nanoTime() + whole.toNanos();
    }

    boolean isSpent() {
        return left().isZero();
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }

    /** Short, so that a reader looks again whether it has all it needs. */
    Duration forOnePoll() {
        Duration left = left();
        return left.compareTo(LONGEST_POLL) < 0 ? left : LONGEST_POLL;
    }
}
