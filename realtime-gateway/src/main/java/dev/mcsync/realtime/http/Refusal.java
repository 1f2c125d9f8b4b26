package dev.mcsync.realtime.http;

import dev.mcsync.contracts.json.FieldError;
import java.util.List;
import java.util.OptionalInt;
import org.springframework.http.HttpStatus;

/** Ends a call with a problem that its caller can understand. Carries no stack trace. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final transient List<FieldError> errors;
    private final int retryAfterSeconds;

    private Refusal(
            HttpStatus status, String detail, List<FieldError> errors, int retryAfterSeconds) {
        super(detail, null, false, false);
        this.status = status;
        this.errors = List.copyOf(errors);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public static Refusal notFound(String detail) {
        return new Refusal(HttpStatus.NOT_FOUND, detail, List.of(), 0);
    }

    /** 503: what is asked for is not there yet, or not at the moment. */
    public static Refusal notYet(String detail) {
        return new Refusal(HttpStatus.SERVICE_UNAVAILABLE, detail, List.of(), 1);
    }

    public static Refusal tooMany() {
        return new Refusal(
                HttpStatus.TOO_MANY_REQUESTS,
                "This token has too many calls open. Let some end, or read their answers",
                List.of(),
                1);
    }

    public static Refusal unauthorized() {
        return new Refusal(
                HttpStatus.UNAUTHORIZED, "A valid token is needed in x-mc-token", List.of(), 0);
    }

    public static Refusal forbidden() {
        return new Refusal(
                HttpStatus.FORBIDDEN, "The caller's role does not open this", List.of(), 0);
    }

    public static Refusal badParameters(List<FieldError> errors) {
        return new Refusal(HttpStatus.BAD_REQUEST, "The parameters are not understood", errors, 0);
    }

    HttpStatus status() {
        return status;
    }

    List<FieldError> errors() {
        return errors;
    }

    OptionalInt retryAfterSeconds() {
        return retryAfterSeconds == 0 ? OptionalInt.empty() : OptionalInt.of(retryAfterSeconds);
    }
}
