package dev.mcsync.contracts.codec;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskLimits;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a task begins with, which stands among the members of the fact and of the snapshot. */
final class BriefCodec {

    private BriefCodec() {}

    /**
     * @param title which not every record takes alike
     * @return for when nothing was wrong
     */
    static Supplier<Brief> read(ObjectReader in, @Nullable String title) {
        TaskId taskId = in.id("task_id", TaskId::new);
        AgentId agentId = in.id("agent_id", AgentId::new);
        Json payload = in.optionalJson("payload", TaskCreated.MAX_PAYLOAD_LENGTH);
        TaskLimits limits = LimitsCodec.read(in);
        String instructions = in.optionalText("instructions", 1, Brief.MAX_INSTRUCTIONS_LENGTH);
        return () ->
                new Brief(
                        requireNonNull(taskId),
                        requireNonNull(agentId),
                        requireNonNull(title),
                        payload,
                        limits,
                        instructions);
    }

    /** What was added in later releases; the first members stand where each record had them. */
    static void writeAdded(ObjectWriter out, Brief brief, boolean inFull) {
        LimitsCodec.write(out, brief.limits());
        out.text("instructions", inFull ? brief.instructions() : null);
    }
}
