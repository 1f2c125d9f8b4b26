package dev.mcsync.ingress.task;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskLimits;
import org.jspecify.annotations.Nullable;

/**
 * The body of POST /api/dashboard/tasks.
 *
 * @param commandId names the task's first attempt; null when the caller did not choose one
 */
record NewTask(
        String title,
        AgentId agentId,
        @Nullable Json payload,
        Stage stage,
        TaskLimits limits,
        @Nullable String instructions,
        @Nullable CommandId commandId) {

    static Decoded<NewTask> read(ObjectReader in) {
        String title = in.visibleText("title", TaskCreated.MAX_TITLE_LENGTH);
        AgentId agentId = in.id("agent_id", AgentId::new);
        Json payload = in.optionalJson("payload", TaskCreated.MAX_PAYLOAD_LENGTH);
        Stage stage = in.optionalChoice("stage", Stage.class);
        TaskLimits limits = WireCodec.readLimits(in);
        String instructions = in.optionalText("instructions", 1, Brief.MAX_INSTRUCTIONS_LENGTH);
        CommandId commandId = in.optionalId("command_id", CommandId::new);
        if (stage != null && stage != Stage.BACKLOG && stage != Stage.TODO) {
            in.fault("stage", "expected one of [backlog, todo]");
        }
        return in.finish(() ->
                new NewTask(
                        requireNonNull(title),
                        requireNonNull(agentId),
                        payload,
                        stage == null ? Stage.TODO : stage,
                        limits,
                        instructions,
                        commandId));
    }

    /**
     * The same request gives the same fact, byte for byte, so that a repeat has no effect. Another
     * content under the same command_id is another fact about the same task, which is refused.
     */
    TaskCreated toFact(CommandId firstAttempt) {
        return new TaskCreated(
                EventId.derived(FactType.CREATED.wireName(), firstAttempt.value(), contentHash()),
                firstAttempt,
                new Brief(
                        TaskId.derivedFrom(firstAttempt),
                        agentId,
                        title,
                        payload,
                        limits,
                        instructions),
                stage,
                null);
    }

    /** The id that the same request had in a release before this one. */
    EventId formerId(CommandId firstAttempt) {
        return EventId.derivedBefore(
                FactType.CREATED.wireName(), firstAttempt.value(), contentHash());
    }

    private String contentHash() {
        ObjectWriter content =
                new ObjectWriter()
                        .text("agent_id", agentId)
                        .text("title", title)
                        .json("payload", payload)
                        .text("stage", stage);
        WireCodec.write(content, limits);
        content.text("instructions", instructions);
        return WireCodec.hash(content.bytes());
    }
}
