package dev.mcsync.infra.local;

/** The person at the terminal has to say something more; the message tells what. */
final class UsageException extends RuntimeException {
    UsageException(String message) {
        super(message);
    }
}
