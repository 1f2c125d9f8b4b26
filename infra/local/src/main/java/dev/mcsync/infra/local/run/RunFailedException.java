package dev.mcsync.infra.local.run;

/** The run cannot start or go on, for a reason that the person at the terminal can act on. */
public final class RunFailedException extends RuntimeException {
    RunFailedException(String message) {
        super(message);
    }

    RunFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
