package dev.mcsync.infra.operator.people;

import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.ApiUnreachableException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A call brought nothing; the message tells a person why, in one line. */
public final class CallFailedException extends RuntimeException {
    private static final int TOO_MANY_REQUESTS = 429;

    private final int exitCode;
    private final boolean temporary;

    private CallFailedException(
            String message, int exitCode, boolean temporary, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.temporary = temporary;
    }

    /** The system said no; a service that is away behind it has said nothing. */
    static CallFailedException refused(Answer answer) {
        boolean isNo = answer.status() < 500;
        return new CallFailedException(
                told(answer),
                isNo ? ExitCodes.REFUSED : ExitCodes.NO_ANSWER,
                answer.isTemporary(),
                null);
    }

    static CallFailedException refused(String why) {
        return new CallFailedException(why, ExitCodes.REFUSED, false, null);
    }

    static CallFailedException unreachable(ApiUnreachableException cause) {
        return new CallFailedException(
                String.valueOf(cause.getMessage()), ExitCodes.NO_ANSWER, true, cause);
    }

    /** Something answers there that does not speak as mc-sync does. */
    static CallFailedException foreign(Object address) {
        return new CallFailedException(
                "What answers at " + address + " is not mc-sync", ExitCodes.NO_ANSWER, false, null);
    }

    /** The same, with what a person should know before trying again. */
    CallFailedException withHint(String hint) {
        return new CallFailedException(getMessage() + ". " + hint, exitCode, temporary, this);
    }

    int exitCode() {
        return exitCode;
    }

    /** The same call may succeed a little later. */
    public boolean isTemporary() {
        return temporary;
    }

    /** The call was sent, and nobody knows whether it took effect. */
    boolean isUnanswered() {
        return exitCode == ExitCodes.NO_ANSWER && !neverLeft();
    }

    private boolean neverLeft() {
        Throwable why = getCause() == null ? null : getCause().getCause();
        return why instanceof ConnectException || why instanceof HttpConnectTimeoutException;
    }

    private static String told(Answer answer) {
        if (answer.status() == 412) {
            return "The task changed meanwhile: it is now %s in %s, version %s (%s)"
                    .formatted(
                            answer.text("task_status"),
                            answer.text("stage"),
                            answer.text("version"),
                            answer.text("reason"));
        }
        String detail =
                Stream.of(answer.text("detail"), answer.text("title"))
                        .filter(text -> !text.isBlank())
                        .findFirst()
                        .orElse("HTTP " + answer.status());
        return detail + faults(answer) + reasons(answer);
    }

    private static String faults(Answer answer) {
        List<JsonNode> errors = List.copyOf(answer.body().path("errors").values());
        return errors.isEmpty()
                ? ""
                : errors.stream()
                        .map(error ->
                                error.path("pointer").asString("")
                                        + ": "
                                        + error.path("detail").asString(""))
                        .collect(Collectors.joining("; ", " ", ""));
    }

    private static String reasons(Answer answer) {
        String status = answer.text("task_status");
        String now =
                status.isEmpty() ? "" : "it is %s in %s".formatted(status, answer.text("stage"));
        String wait =
                answer.status() == TOO_MANY_REQUESTS
                        ? answer.retryAfter().map(d -> "wait " + d.toSeconds() + " s").orElse("")
                        : "";
        String all =
                Stream.of(answer.text("reason"), now, wait)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(", "));
        return all.isEmpty() ? "" : " (" + all + ")";
    }
}
