package dev.mcsync.ingress.task;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.IdSyntax;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.ingress.http.GatewayProblems;
import dev.mcsync.ingress.outcome.Submission;
import dev.mcsync.ingress.outcome.Submissions;
import dev.mcsync.ingress.publish.OutgoingFact;
import dev.mcsync.ingress.publish.Sender;
import dev.mcsync.ingress.readside.Decision;
import dev.mcsync.service.call.JsonAnswer;
import dev.mcsync.service.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Brings to the log what a person wants of a task that exists, and answers what came of it. */
final class PersonFacts {

    private final Submissions submissions;
    private final Duration wait;

    /**
     * @param wait how long a caller is kept for the decision
     */
    PersonFacts(Submissions submissions, Duration wait) {
        this.submissions = submissions;
        this.wait = wait;
    }

    /**
     * @param newAttempt told to the caller; null when the fact starts none
     */
    Mono<ServerResponse> submit(
            TaskFact fact, @Nullable CommandId newAttempt, ServerRequest request) {
        return submissions
                .submit(OutgoingFact.of(fact, Sender.of(request)), wait)
                .flatMap(submission ->
                        switch (submission) {
                            case Submission.Decided(Decision decision) ->
                                    decided(fact, newAttempt, decision);
                            case Submission.Taken() -> GatewayProblems.eventIdTaken().response();
                            case Submission.Noted(), Submission.Undecided() ->
                                    accepted(fact, newAttempt);
                            case Submission.Unconfirmed() ->
                                    GatewayProblems.logUnreachable().response();
                            case Submission.TooLarge() -> TaskProblems.tooLarge().response();
                        });
    }

    private static Mono<ServerResponse> decided(
            TaskFact fact, @Nullable CommandId newAttempt, Decision decision) {
        TaskState after = decision.after();
        if (decision.effect() == Effect.REFUSED || after == null) {
            return TaskProblems.refused(decision).response();
        }
        return JsonAnswer.of(
                ServerResponse.ok().eTag("\"" + after.version() + "\""),
                out ->
                        out.flag("ok", true)
                                .text("task_id", fact.taskId())
                                .text("command_id", newAttempt)
                                .text("status", after.status())
                                .text("stage", after.stage())
                                .number("version", after.version()));
    }

    private static Mono<ServerResponse> accepted(TaskFact fact, @Nullable CommandId newAttempt) {
        return JsonAnswer.of(
                HttpStatus.ACCEPTED,
                out ->
                        out.flag("ok", true)
                                .text("task_id", fact.taskId())
                                .text("command_id", newAttempt));
    }

    /** An id that cannot be one names no task. */
    static TaskId taskId(ServerRequest request) {
        String id = request.pathVariable("id");
        if (!IdSyntax.isValid(id)) {
            throw new ProblemException(TaskProblems.unknownTask());
        }
        return new TaskId(id);
    }

    static EventId eventId(
            FactType type, Optional<IdempotencyKey> key, TaskId taskId, String... content) {
        return key.map(
                        name -> {
                            String[] parts = new String[content.length + 2];
                            parts[0] = taskId.value();
                            parts[1] = name.value();
                            System.arraycopy(content, 0, parts, 2, content.length);
                            return EventId.derived(type.wireName(), parts);
                        })
                .orElseGet(EventId::freshOwn);
    }

    /** As a part of an id. */
    static String text(@Nullable Long version) {
        return version == null ? "any" : version.toString();
    }
}
