package dev.mcsync.contracts.access;

import org.jspecify.annotations.Nullable;

/**
 * What one token may do, beside what its role opens. Null: as much as every token may.
 *
 * @param callsPerSecond twice as many in a burst
 * @param eventsPerSecond likewise, and never fewer in a burst than one array holds
 * @param connections long polls, streams and WebSockets, open at once
 * @param openTasks of those that it created, how many may be unfinished
 * @param bodyBytes the longest body of a call
 */
public record TokenLimits(
        @Nullable Integer callsPerSecond,
        @Nullable Integer eventsPerSecond,
        @Nullable Integer connections,
        @Nullable Integer openTasks,
        @Nullable Integer bodyBytes) {

    public static final TokenLimits NONE = new TokenLimits(null, null, null, null, null);

    /** Of each of them, by which a mistyped one is found. */
    public static final int MOST = 1_000_000;

    /** A heartbeat with what it may hold needs about as much. */
    public static final int LEAST_BODY_BYTES = 4 * 1024;

    public static final int MOST_BODY_BYTES = 1024 * 1024;
}
