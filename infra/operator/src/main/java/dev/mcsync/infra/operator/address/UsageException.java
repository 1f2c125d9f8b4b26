package dev.mcsync.infra.operator.address;

/** The person at the terminal has to say something more; the message tells what. */
public final class UsageException extends RuntimeException {
    public UsageException(String message) {
        super(message);
    }
}
