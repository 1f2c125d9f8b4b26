package dev.mcsync.ingress.task;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.IdSyntax;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskArchived;
import dev.mcsync.contracts.wire.TaskCancelled;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskMoved;
import dev.mcsync.contracts.wire.TaskRetried;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.ingress.http.GatewayProblems;
import dev.mcsync.ingress.http.JsonBody;
import dev.mcsync.ingress.outcome.Submission;
import dev.mcsync.ingress.outcome.Submissions;
import dev.mcsync.ingress.publish.OutgoingFact;
import dev.mcsync.ingress.publish.RequestTrace;
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

/**
 * Move, retry, cancel and archive. With an Idempotency-Key a repeat of the same request is the same
 * fact, and is answered as the first was.
 */
final class ChangeCalls {

    private final Submissions submissions;
    private final Duration wait;

    ChangeCalls(Submissions submissions, Duration wait) {
        this.submissions = submissions;
        this.wait = wait;
    }

    /** PATCH /api/dashboard/tasks/{id}. */
    Mono<ServerResponse> move(ServerRequest request) {
        TaskId taskId = taskId(request);
        Long version = ExpectedVersion.required(request);
        Optional<IdempotencyKey> key = IdempotencyKey.of(request);
        return JsonBody.readObject(request, ChangeCalls::readStage)
                .map(stage ->
                        new TaskMoved(
                                eventId(
                                        FactType.MOVED,
                                        key,
                                        taskId,
                                        stage.wireName(),
                                        text(version)),
                                taskId,
                                stage,
                                version,
                                null))
                .flatMap(fact -> submit(fact, null, request));
    }

    /** POST /api/dashboard/tasks/{id}/retry. */
    Mono<ServerResponse> retry(ServerRequest request) {
        TaskId taskId = taskId(request);
        Long version = ExpectedVersion.optional(request);
        Optional<IdempotencyKey> key = IdempotencyKey.of(request);
        CommandId newAttempt =
                key.map(name -> CommandId.derivedFrom("retry " + taskId, name.value()))
                        .orElseGet(CommandId::fresh);
        TaskRetried fact =
                new TaskRetried(
                        eventId(FactType.RETRIED, key, taskId, text(version)),
                        taskId,
                        newAttempt,
                        version,
                        null);
        return JsonBody.readEmpty(request).flatMap(_ -> submit(fact, newAttempt, request));
    }

    /** POST /api/dashboard/tasks/{id}/cancel. */
    Mono<ServerResponse> cancel(ServerRequest request) {
        TaskId taskId = taskId(request);
        Long version = ExpectedVersion.optional(request);
        Optional<IdempotencyKey> key = IdempotencyKey.of(request);
        TaskCancelled fact =
                new TaskCancelled(
                        eventId(FactType.CANCELLED, key, taskId, text(version)),
                        taskId,
                        version,
                        null);
        return JsonBody.readEmpty(request).flatMap(_ -> submit(fact, null, request));
    }

    /** POST /api/dashboard/tasks/{id}/archive. */
    Mono<ServerResponse> archive(ServerRequest request) {
        TaskId taskId = taskId(request);
        long version = ExpectedVersion.seen(request);
        Optional<IdempotencyKey> key = IdempotencyKey.of(request);
        TaskArchived fact =
                new TaskArchived(
                        eventId(FactType.ARCHIVED, key, taskId, text(version)),
                        taskId,
                        version,
                        null);
        return JsonBody.readEmpty(request).flatMap(_ -> submit(fact, null, request));
    }

    /**
     * @param newAttempt told to the caller; null when the fact starts none
     */
    private Mono<ServerResponse> submit(
            TaskFact fact, @Nullable CommandId newAttempt, ServerRequest request) {
        return submissions
                .submit(OutgoingFact.of(fact, RequestTrace.of(request)), wait)
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
    private static TaskId taskId(ServerRequest request) {
        String id = request.pathVariable("id");
        if (!IdSyntax.isValid(id)) {
            throw new ProblemException(TaskProblems.unknownTask());
        }
        return new TaskId(id);
    }

    private static EventId eventId(
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

    private static Decoded<Stage> readStage(ObjectReader in) {
        Stage stage = in.choice("stage", Stage.class);
        if (stage == Stage.DONE) {
            in.fault("stage", "expected another stage than done: only its agent finishes a task");
        }
        return in.finish(() -> requireNonNull(stage));
    }

    private static String text(@Nullable Long version) {
        return version == null ? "any" : version.toString();
    }
}
