package dev.mcsync.infra.operator.agentcheck;

import java.time.Instant;

/**
 * A call that the agent made.
 *
 * @param nanos when, by {@link System#nanoTime}
 * @param waitSeconds what it prefers to wait; 0 where it does not
 */
record Call(Instant at, long nanos, String method, String target, String body, int waitSeconds) {

    private static final int LONGEST = 2000;

    boolean waits() {
        return waitSeconds > 0;
    }

    @Override
    public String toString() {
        String shown = body.length() > LONGEST ? body.substring(0, LONGEST) + "…" : body;
        return (method + " " + target + (waits() ? " (Prefer: wait=" + waitSeconds + ") " : " "))
                .concat(shown)
                .strip();
    }
}
