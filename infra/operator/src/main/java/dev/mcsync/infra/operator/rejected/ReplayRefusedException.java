package dev.mcsync.infra.operator.rejected;

import org.jspecify.annotations.Nullable;

/** A rejected record is not sent again, or cannot be read; the message tells a person why. */
public final class ReplayRefusedException extends RuntimeException {
    ReplayRefusedException(String message) {
        this(message, null);
    }

    ReplayRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
