package dev.mcsync.infra.backing;

import org.jspecify.annotations.Nullable;

/** A broker or database did not start or stop; the message carries the end of its own log. */
public final class BackingFailedException extends RuntimeException {
    BackingFailedException(String message) {
        super(message);
    }

    BackingFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
