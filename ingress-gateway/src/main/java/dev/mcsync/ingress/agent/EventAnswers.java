package dev.mcsync.ingress.agent;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.wire.AgentEvent;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.ingress.http.GatewayProblems;
import dev.mcsync.ingress.outcome.Submission;
import dev.mcsync.ingress.publish.Published;
import dev.mcsync.ingress.readside.Decision;
import dev.mcsync.service.call.JsonAnswer;
import dev.mcsync.service.problem.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What an agent is told of an event that it sent. */
final class EventAnswers {

    private static final String PREFERENCE_APPLIED = "Preference-Applied";

    private EventAnswers() {}

    static Mono<ServerResponse> accepted(EventId eventId) {
        return JsonAnswer.of(
                HttpStatus.ACCEPTED, out -> out.flag("ok", true).text("event_id", eventId));
    }

    static Mono<ServerResponse> submitted(AgentEvent event, Submission submission, Duration limit) {
        return switch (submission) {
            case Submission.Decided(Decision decision) -> decided(decision, limit);
            case Submission.Taken() -> GatewayProblems.eventIdTaken().response();
            case Submission.Noted(), Submission.Undecided() -> accepted(event.eventId());
            case Submission.Unconfirmed() ->
                    AgentProblems.notPublished(Published.UNCONFIRMED).response();
            case Submission.TooLarge() ->
                    AgentProblems.notPublished(Published.TOO_LARGE).response();
        };
    }

    private static Mono<ServerResponse> decided(Decision decision, Duration limit) {
        return decision.effect() == Effect.REFUSED
                ? refused(decision).response()
                : JsonAnswer.of(
                        ServerResponse.ok().header(PREFERENCE_APPLIED, "wait=" + limit.toSeconds()),
                        out -> write(out, decision));
    }

    private static void write(ObjectWriter out, Decision decision) {
        TaskState after = decision.after();
        out.flag("ok", true)
                .text("event_id", decision.eventId())
                .text("outcome", decision.effect())
                .text("reason", decision.reason());
        if (after != null) {
            out.text("status", after.status())
                    .text("stage", after.stage())
                    .number("version", after.version());
        }
    }

    private static Problem refused(Decision decision) {
        Reason reason = decision.reason();
        boolean isStale = reason == Reason.STALE_ATTEMPT;
        TaskState after = decision.after();
        return Problem.of(
                        isStale ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT,
                        reason == null ? "refused" : reason.wireName(),
                        explanation(reason))
                .with("event_id", decision.eventId())
                .with("outcome", decision.effect())
                .with("task_status", after == null ? null : after.status())
                .with("stage", after == null ? null : after.stage())
                .with("version", after == null ? null : after.version());
    }

    private static String explanation(@Nullable Reason reason) {
        return switch (reason) {
            case STALE_ATTEMPT -> "This attempt is no longer the task's current one.";
            case UNKNOWN_TASK -> "There is no such task.";
            case WRONG_AGENT -> "Another agent holds the task.";
            case null, default -> "The event was refused and changed nothing.";
        };
    }
}
