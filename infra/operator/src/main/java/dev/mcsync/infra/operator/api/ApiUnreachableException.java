package dev.mcsync.infra.operator.api;

import org.jspecify.annotations.Nullable;

/** No answer came: nobody listens, or the connection broke. */
public final class ApiUnreachableException extends RuntimeException {
    ApiUnreachableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
