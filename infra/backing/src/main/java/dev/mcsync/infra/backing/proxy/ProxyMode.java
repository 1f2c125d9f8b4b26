package dev.mcsync.infra.backing.proxy;

import java.time.Duration;

/** What a {@link TcpProxy} does with a connection. */
public sealed interface ProxyMode {

    /** Carries everything, at once. */
    record Pass() implements ProxyMode {}

    /**
     * Carries everything late. The wait is for each piece read, so it bounds the throughput too.
     *
     * @param jitter added to the latency in part, at random
     */
    record Delayed(Duration latency, Duration jitter) implements ProxyMode {
        public Delayed {
            if (latency.isNegative() || jitter.isNegative()) {
                throw new IllegalArgumentException(
                        "Expected no negative time, found %s and %s".formatted(latency, jitter));
            }
        }
    }

    /**
     * Reads and carries nothing, not even the end of a connection; takes new connections and leaves
     * them unanswered. What was swallowed is gone, so such a connection is reset when its mode
     * changes.
     */
    record Blackhole() implements ProxyMode {}

    /** As {@link Blackhole}, in one direction only; the other goes on. */
    record HalfOpen(Direction swallowed) implements ProxyMode {}

    /** Neither reads nor carries; goes on with the same bytes when the mode changes. */
    record Hold() implements ProxyMode {}

    /** Resets the connections there are, and new ones as soon as they are accepted. */
    record Reset() implements ProxyMode {}

    /**
     * Carries a number of bytes in each connection, both directions together, and then closes it.
     *
     * @param bytes from the moment that the connection takes on this mode
     */
    record CutAfter(long bytes) implements ProxyMode {
        public CutAfter {
            if (bytes < 0) {
                throw new IllegalArgumentException("Expected no negative bytes, found " + bytes);
            }
        }
    }

    /** Carries everything, a few bytes at a time. */
    record Drip(int bytesPerSecond) implements ProxyMode {
        public Drip {
            if (bytesPerSecond < 1) {
                throw new IllegalArgumentException(
                        "Expected at least 1 byte per second, found " + bytesPerSecond);
            }
        }
    }

    /**
     * Resets the connections there are and listens no more, as when the program behind has ended.
     */
    record Refuse() implements ProxyMode {}

    enum Direction {
        TO_TARGET,
        TO_CLIENT
    }
}
