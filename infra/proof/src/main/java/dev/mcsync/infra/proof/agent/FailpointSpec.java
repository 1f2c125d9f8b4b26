package dev.mcsync.infra.proof.agent;

/**
 * One fault that is to happen.
 *
 * @param nth the hit that triggers it, from 1; it happens once
 */
public record FailpointSpec(Failpoint point, int nth, FailpointAction action) {

    public FailpointSpec {
        if (nth < 1) {
            throw new IllegalArgumentException(
                    "Expected the nth hit of %s to be 1 or more, found %d"
                            .formatted(point.id(), nth));
        }
        if (point == Failpoint.PROCESSOR_COMMIT_SENT && action == FailpointAction.THROW) {
            throw new IllegalArgumentException(
                    "Expected halt or pause for %s, found throw: nobody is there to catch it"
                            .formatted(point.id()));
        }
    }

    /**
     * Reads {@code <name>:<nth>:<action>}.
     *
     * @throws IllegalArgumentException when it is anything else
     */
    static FailpointSpec parse(String text) {
        String[] parts = text.strip().split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(
                    "Expected <failpoint>:<nth>:halt|pause|throw, found '%s'".formatted(text));
        }
        return new FailpointSpec(
                Failpoint.of(parts[0]), nth(parts[1]), FailpointAction.of(parts[2]));
    }

    private static int nth(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Expected a whole number for the nth hit, found '%s'".formatted(text), e);
        }
    }

    /** As {@link #parse} reads it. */
    String text() {
        return point.id() + ":" + nth + ":" + action.text();
    }
}
