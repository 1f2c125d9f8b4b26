package dev.mcsync.ingress.http;

import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.service.problem.Problem;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;

/** What several calls of the gateway refuse with. */
public final class GatewayProblems {

    private GatewayProblems() {}

    /**
     * What is wrong with a body: 400 when it could not be read at all, 422 when it was read and its
     * content is not as expected.
     */
    public static Problem invalidBody(List<FieldError> errors) {
        boolean unreadable = errors.stream().allMatch(error -> error.pointer().isEmpty());
        return unreadable
                ? Problem.of(
                                HttpStatus.BAD_REQUEST,
                                "unreadable_body",
                                "The body could not be read.")
                        .withErrors(errors)
                : invalidContent(errors);
    }

    public static Problem invalidContent(List<FieldError> errors) {
        return Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "invalid_content",
                        "The content of the body is not as expected.")
                .withErrors(errors);
    }

    public static Problem bodyTooLarge(int maxBytes) {
        return Problem.of(
                HttpStatus.CONTENT_TOO_LARGE,
                "body_too_large",
                "Expected a body of at most %d KiB.".formatted(maxBytes / 1024));
    }

    /** The fact is on the log and had no effect, since another one has its id. */
    public static Problem eventIdTaken() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "event_id_taken",
                "This event_id was used before, for another event.");
    }

    /** The fact may or may not have reached the log: the caller sends it again, with its id. */
    public static Problem logUnreachable() {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "log_unreachable",
                        "The log did not confirm in time. Send it again with the same ids.")
                .retryAfter(Duration.ofSeconds(2));
    }

    /** Of a gateway that has only just started, or did so without the log. */
    public static Problem tokensUnknown() {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "tokens_unknown",
                        "It is not known yet which tokens there are, and which were revoked.")
                .retryAfter(Duration.ofSeconds(1));
    }

    public static Problem serviceUnreachable() {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "service_unreachable",
                        "The service behind the gateway is out of reach.")
                .retryAfter(Duration.ofSeconds(2));
    }

    static Problem outOfResources() {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "out_of_resources",
                        "There is not enough memory for this at the moment. It has been logged.")
                .retryAfter(Duration.ofSeconds(2));
    }

    public static Problem tooManyCalls(Duration wait) {
        return tooMany(
                "rate_limited", "This token makes more calls than it may in a second.", wait);
    }

    public static Problem tooManyEvents(Duration wait) {
        return tooMany(
                "rate_limited", "This token sends more events than it may in a second.", wait);
    }

    public static Problem tooManyOpen() {
        return tooMany(
                "too_many_open",
                "This token has too many calls open. Let some end, or read their answers.",
                Duration.ofSeconds(1));
    }

    public static Problem tooManyWrongTokens(Duration wait) {
        return tooMany(
                "too_many_wrong_tokens",
                "Too many wrong tokens came from this address. A right one is taken at once.",
                wait);
    }

    /** Each of these tells how long to wait, in the header and in its detail. */
    public static Problem tooMany(String reason, String detail, Duration wait) {
        return Problem.of(HttpStatus.TOO_MANY_REQUESTS, reason, detail).tellingToWait(wait);
    }
}
