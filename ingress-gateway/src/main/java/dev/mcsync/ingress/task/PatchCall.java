package dev.mcsync.ingress.task;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskEdited;
import dev.mcsync.contracts.wire.TaskEdited.Change;
import dev.mcsync.contracts.wire.TaskMoved;
import dev.mcsync.ingress.http.JsonBody;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * PATCH /api/dashboard/tasks/{id}: moves the card, or edits what is asked and of whom. Either is a
 * fact of its own, so one call does one of them.
 */
final class PatchCall {

    private final PersonFacts facts;

    PatchCall(PersonFacts facts) {
        this.facts = facts;
    }

    Mono<ServerResponse> patch(ServerRequest request) {
        TaskId taskId = PersonFacts.taskId(request);
        Long version = ExpectedVersion.required(request);
        Optional<IdempotencyKey> key = IdempotencyKey.of(request);
        return JsonBody.readObject(request, PatchCall::read)
                .flatMap(patch -> {
                    Stage stage = patch.stage();
                    if (stage != null) {
                        return facts.submit(moved(taskId, stage, version, key), null, request);
                    }
                    return facts.submit(
                            edited(taskId, patch.change(), version, key), null, request);
                });
    }

    private static TaskMoved moved(
            TaskId taskId, Stage stage, @Nullable Long version, Optional<IdempotencyKey> key) {
        return new TaskMoved(
                PersonFacts.eventId(
                        FactType.MOVED, key, taskId, stage.wireName(), PersonFacts.text(version)),
                taskId,
                stage,
                version,
                null);
    }

    private static TaskEdited edited(
            TaskId taskId, Change change, @Nullable Long version, Optional<IdempotencyKey> key) {
        return new TaskEdited(
                PersonFacts.eventId(
                        FactType.EDITED, key, taskId, content(change), PersonFacts.text(version)),
                taskId,
                key.map(name -> CommandId.derivedFrom("edit " + taskId, name.value()))
                        .orElseGet(CommandId::fresh),
                change,
                version,
                null);
    }

    private static String content(Change change) {
        return new ObjectWriter()
                .text("title", change.title())
                .text("instructions", change.instructions())
                .text("agent_id", change.agentId())
                .finish();
    }

    /**
     * @param stage null for an edit
     */
    private record Patch(@Nullable Stage stage, Change change) {}

    private static Decoded<Patch> read(ObjectReader in) {
        Stage stage = in.optionalChoice("stage", Stage.class);
        if (stage == Stage.DONE) {
            in.fault("stage", "expected another stage than done: only its agent finishes a task");
        }
        Change change =
                new Change(
                        in.has("title")
                                ? in.visibleText("title", TaskCreated.MAX_TITLE_LENGTH)
                                : in.optionalText("title", 1, TaskCreated.MAX_TITLE_LENGTH),
                        in.optionalText("instructions", 0, Brief.MAX_INSTRUCTIONS_LENGTH),
                        in.optionalId("agent_id", AgentId::new));
        if (stage != null && Stream.of("title", "instructions", "agent_id").anyMatch(in::has)) {
            in.fault("stage", "expected alone: a move and an edit are two calls");
        }
        if (Stream.of("stage", "title", "instructions", "agent_id").noneMatch(in::has)) {
            in.fault("stage", "required, or title, instructions or agent_id");
        }
        return in.finish(() -> new Patch(stage, change));
    }
}
