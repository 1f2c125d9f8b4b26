package dev.mcsync.infra.local.api;

/** No answer came: nobody listens, or the connection broke. */
public final class ApiUnreachableException extends RuntimeException {
    ApiUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
