package dev.mcsync.infra.proof.agent;

import java.util.Locale;
import java.util.stream.Stream;

/** What a process does at a failpoint. */
public enum FailpointAction {
    /** Dies at once, as of SIGKILL: exit code 137, no hook runs. */
    HALT,
    /** Stands still, all of its threads, until somebody sends SIGCONT. */
    PAUSE,
    /** Throws {@link InjectedFaultException} on the thread that came by. */
    THROW;

    /**
     * @throws IllegalArgumentException when there is none of that name
     */
    static FailpointAction of(String text) {
        return Stream.of(values())
                .filter(action -> action.text().equals(text))
                .findAny()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "Expected halt, pause or throw, found '%s'".formatted(text)));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
