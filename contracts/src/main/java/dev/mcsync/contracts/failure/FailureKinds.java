package dev.mcsync.contracts.failure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells the first failure of its kind within a minute from those that follow it: the first is worth
 * a stack trace, and each of the others a line. A kind is a type that was thrown at one place.
 * Thread-safe.
 */
public final class FailureKinds {

    private static final Duration QUIET = Duration.ofMinutes(1);

    /** No program has as many places to fail at; it bounds what a mistake here could cost. */
    private static final int MAX_KINDS = 1_000;

    private final InstantSource clock;

    /** By kind, when it was last worth a trace. Guarded by itself. */
    private final Map<String, Instant> traced = new HashMap<>();

    public FailureKinds(InstantSource clock) {
        this.clock = clock;
    }

    public boolean isWorthATrace(Throwable failure) {
        String kind = kindOf(failure);
        Instant now = clock.instant();
        synchronized (traced) {
            Instant last = traced.get(kind);
            if (last != null && now.isBefore(last.plus(QUIET))) {
                return false;
            }
            if (traced.size() >= MAX_KINDS) {
                traced.clear();
            }
            traced.put(kind, now);
            return true;
        }
    }

    private static String kindOf(Throwable failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        return failure.getClass().getName() + (stack.length == 0 ? "" : " at " + stack[0]);
    }
}
