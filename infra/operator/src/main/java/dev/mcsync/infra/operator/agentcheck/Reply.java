package dev.mcsync.infra.operator.agentcheck;

import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.contracts.json.ObjectWriter;
import java.util.List;

/**
 * What a call is answered with, spelled as the gateway spells it.
 *
 * @param status 0: the connection is cut instead
 * @param retryAfter in seconds; 0 where nothing is said of it
 */
record Reply(int status, String body, int retryAfter) {

    static final Reply CUT = new Reply(0, "", 0);

    static Reply of(int status, ObjectWriter body) {
        return new Reply(status, body.finish(), 0);
    }

    static Reply problem(int status, String reason, String detail) {
        return of(status, problemOf(status, reason, detail));
    }

    static Reply invalid(List<FieldError> errors) {
        return of(
                422,
                problemOf(422, "invalid_content", "The content of the body is not as expected.")
                        .objects(
                                "errors",
                                errors,
                                (out, error) ->
                                        out.text("pointer", error.pointer())
                                                .text("detail", error.detail())));
    }

    static Reply later(int status, int seconds) {
        String reason = status == 429 ? "rate_limited" : "log_unreachable";
        return new Reply(
                status, problemOf(status, reason, "Send it again later.").finish(), seconds);
    }

    boolean isProblem() {
        return status >= 400;
    }

    private static ObjectWriter problemOf(int status, String reason, String detail) {
        return new ObjectWriter()
                .number("status", status)
                .text("reason", reason)
                .text("detail", detail);
    }
}
