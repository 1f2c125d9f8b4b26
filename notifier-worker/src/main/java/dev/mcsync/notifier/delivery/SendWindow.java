package dev.mcsync.notifier.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets so many messages pass within any stretch of time as Discord lets a webhook, so that it need
 * not refuse one, and what waits meanwhile is told in one message. Thread-safe.
 */
final class SendWindow {

    private final InstantSource clock;
    private final int burst;
    private final Duration within;
    private final Deque<Instant> sent = new ArrayDeque<>();

    /**
     * @param burst so many messages may begin within {@code within}; at least one
     */
    SendWindow(InstantSource clock, int burst, Duration within) {
        this.clock = clock;
        this.burst = burst;
        this.within = within;
    }

    /** A message is sent now. */
    synchronized void pass() {
        if (sent.size() == burst) {
            sent.removeFirst();
        }
        sent.addLast(clock.instant());
    }

    /** Zero when another one may pass; never longer than the stretch, whatever the clock does. */
    synchronized Duration untilOpen() {
        if (sent.size() < burst) {
            return Duration.ZERO;
        }
        Duration since = Duration.between(sent.getFirst(), clock.instant());
        return since.isNegative() || since.compareTo(within) >= 0
                ? Duration.ZERO
                : within.minus(since);
    }
}
