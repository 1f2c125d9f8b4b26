package dev.mcsync.infra.local.run;

import dev.mcsync.infra.operator.terminal.Reasons;

/** The run cannot start or go on, for a reason that the person at the terminal can act on. */
public final class RunFailedException extends RuntimeException {
    RunFailedException(String message) {
        super(message);
    }

    RunFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * @param option by which another port is chosen
     */
    static RunFailedException ofPort(int port, String wantedFor, String option) {
        return new RunFailedException(
                "Port %d, wanted for %s, is taken by another program. Choose another with %s."
                        .formatted(port, wantedFor, option));
    }

    /** With the innermost reason behind what the failure itself says. */
    static RunFailedException because(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        String reason = Reasons.of(failure);
        return new RunFailedException(
                message.contains(reason) ? message : message + ": " + reason, failure);
    }
}
