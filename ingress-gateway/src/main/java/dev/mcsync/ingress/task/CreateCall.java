package dev.mcsync.ingress.task;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.ingress.http.GatewayProblems;
import dev.mcsync.ingress.http.JsonBody;
import dev.mcsync.ingress.outcome.Submission;
import dev.mcsync.ingress.outcome.Submissions;
import dev.mcsync.ingress.publish.OutgoingFact;
import dev.mcsync.ingress.publish.Sender;
import dev.mcsync.ingress.readside.Decision;
import dev.mcsync.ingress.readside.Known;
import dev.mcsync.ingress.readside.ReadSide;
import dev.mcsync.service.call.JsonAnswer;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * POST /api/dashboard/tasks. The ids are derived from the command_id, or from the Idempotency-Key
 * that stands for it, so a repeat names the same task and makes no second one. What became of it is
 * always the processor's word: the read side only says it sooner when it has been said before.
 */
final class CreateCall {

    private static final String PURPOSE = "create";
    private static final Duration SHORTCUT_TIME = Duration.ofMillis(300);

    private final Submissions submissions;
    private final ReadSide readSide;
    private final OpenTasks openTasks;
    private final Duration wait;

    CreateCall(Submissions submissions, ReadSide readSide, Duration wait) {
        this.submissions = submissions;
        this.readSide = readSide;
        this.openTasks = new OpenTasks(readSide);
        this.wait = wait;
    }

    Mono<ServerResponse> create(ServerRequest request) {
        Optional<IdempotencyKey> key = IdempotencyKey.of(request);
        return JsonBody.readObject(request, NewTask::read)
                .flatMap(task -> create(task, key, Sender.of(request)));
    }

    private Mono<ServerResponse> create(NewTask task, Optional<IdempotencyKey> key, Sender sender) {
        CommandId chosen = task.commandId();
        if (chosen == null && key.isEmpty()) {
            return submit(task, task.toFact(CommandId.fresh()), sender);
        }
        TaskCreated fact =
                task.toFact(
                        chosen == null
                                ? CommandId.derivedFrom(PURPOSE, key.orElseThrow().value())
                                : chosen);
        return readSide.find(fact.eventId())
                .timeout(SHORTCUT_TIME, Mono.empty())
                .filter(known -> known.isOf(OutgoingFact.of(fact, sender)))
                .mapNotNull(Known::decision)
                .flatMap(decision -> decided(task, fact, decision))
                .switchIfEmpty(Mono.defer(() -> submit(task, fact, sender)));
    }

    /** What was created before is told before anybody counts: a repeat makes no other task. */
    private Mono<ServerResponse> submit(NewTask task, TaskCreated fact, Sender sender) {
        return openTasks.within(sender.token(), () -> publish(task, fact, sender));
    }

    private Mono<ServerResponse> publish(NewTask task, TaskCreated fact, Sender sender) {
        return submissions
                .submit(OutgoingFact.of(fact, sender), wait)
                .flatMap(submission ->
                        switch (submission) {
                            case Submission.Decided(Decision decision) ->
                                    decided(task, fact, decision);
                            case Submission.Taken() -> GatewayProblems.eventIdTaken().response();
                            case Submission.Noted(), Submission.Undecided() -> accepted(fact);
                            case Submission.Unconfirmed() ->
                                    GatewayProblems.logUnreachable().response();
                            case Submission.TooLarge() -> TaskProblems.tooLarge().response();
                        });
    }

    /** A task that exists may be of this very request, made under the id that it had before. */
    private Mono<ServerResponse> decided(NewTask task, TaskCreated fact, Decision decision) {
        Mono<Decision> first =
                decision.reason() == Reason.ALREADY_EXISTS
                        ? readSide.find(task.formerId(fact.commandId()))
                                .timeout(SHORTCUT_TIME, Mono.empty())
                                .mapNotNull(Known::decision)
                        : Mono.empty();
        return first.defaultIfEmpty(decision).flatMap(valid -> answer(fact, valid));
    }

    private static Mono<ServerResponse> answer(TaskCreated fact, Decision decision) {
        TaskState created = decision.after();
        return decision.effect() != Effect.APPLIED || created == null
                ? TaskProblems.refused(decision).response()
                : JsonAnswer.of(
                        ServerResponse.created(addressOf(fact.taskId())),
                        out -> write(out, fact).number("version", created.version()));
    }

    private static Mono<ServerResponse> accepted(TaskCreated fact) {
        return JsonAnswer.of(
                ServerResponse.status(HttpStatus.ACCEPTED).location(addressOf(fact.taskId())),
                out -> write(out, fact));
    }

    private static ObjectWriter write(ObjectWriter out, TaskCreated fact) {
        return out.flag("ok", true)
                .text("task_id", fact.taskId())
                .text("command_id", fact.commandId());
    }

    private static URI addressOf(TaskId taskId) {
        return URI.create("/api/dashboard/tasks/" + taskId);
    }
}
