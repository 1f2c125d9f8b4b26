package dev.mcsync.processor.audit;

/** The database or the log could not be read to the end; nothing is known of the state. */
public final class AuditFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AuditFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
