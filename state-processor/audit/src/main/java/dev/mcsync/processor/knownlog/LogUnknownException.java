package dev.mcsync.processor.knownlog;

/** Log or database does not answer, so nobody can say whether they belong together. */
public final class LogUnknownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LogUnknownException(String message, Exception cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
