package dev.mcsync.processor.row;

import dev.mcsync.contracts.codec.OwnCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.processor.core.AgentFold;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.core.Received;
import dev.mcsync.processor.core.TaskFold;
import dev.mcsync.processor.core.TaskSign;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code agent_events} as what is folded. For one thread. */
public final class EntryReader {

    private static final String OF_BOTH =
            "e.body::text as body, e.source_topic, e.source_partition, e.source_offset, e.received_at,"
                    + " e.applied_at, e.limits, e.version";

    /** As {@link #taskStep} wants them, of {@code agent_events e}. The body first. */
    public static final String OF_TASKS =
            OF_BOTH + ", e.outcome, e.to_status, e.to_stage, e.command_id, e.attempt";

    /** As {@link #agentStep} wants them, of {@code agent_events e}. The body first. */
    public static final String OF_AGENTS =
            OF_BOTH + ", e.agent_id, e.agent_version, e.task_id, e.outcome, e.to_status";

    /** Whether the row {@code e} is of the history of its agent. */
    public static final String IS_OF_AGENT =
            "(e.task_id is null or e.agent_version is not null) and e.agent_id is not null";

    private @Nullable String lastText;
    private @Nullable Limits lastLimits;

    /**
     * @throws UnreadableRowException when it holds what no processor could have written
     */
    public TaskFold.Step taskStep(RowReader row) {
        return new TaskFold.Step(
                received(row, OwnCodec::decodeTaskFact),
                row.instant("applied_at"),
                limits(row),
                row.word("outcome", Effect.class),
                row.optionalNumber("version"),
                row.optionalWord("to_status", TaskStatus.class),
                row.optionalWord("to_stage", Stage.class),
                row.optionalId("command_id", CommandId::new),
                row.optionalInteger("attempt"));
    }

    /**
     * @throws UnreadableRowException when it holds what no processor could have written
     */
    public AgentFold.Step agentStep(RowReader row) {
        Long version = row.optionalNumber("agent_version");
        return row.optionalText("task_id") == null
                ? new AgentFold.OfAgent(
                        received(row, OwnCodec::decodeAgentFact),
                        row.instant("applied_at"),
                        limits(row),
                        row.optionalNumber("version"),
                        version != null)
                : new AgentFold.OfTask(
                        TaskSign.of(
                                received(row, OwnCodec::decodeTaskFact),
                                row.id("agent_id", AgentId::new),
                                row.word("outcome", Effect.class),
                                row.word("to_status", TaskStatus.class)),
                        row.instant("applied_at"),
                        limits(row),
                        version);
    }

    /** Seldom changes, so it is seldom read anew; null in a row from before limits were kept. */
    private @Nullable Limits limits(RowReader row) {
        String text = row.optionalText("limits");
        if (text == null) {
            return null;
        }
        if (!text.equals(lastText)) {
            lastLimits = RowReader.accepted(() -> Limits.parse(text));
            lastText = text;
        }
        return lastLimits;
    }

    private static <F> Received<F> received(RowReader row, Function<byte[], Decoded<F>> codec) {
        byte[] body = row.bytes("body");
        return new Received<>(
                RowReader.accepted(() -> codec.apply(body).orThrow("stored fact")),
                new SourcePosition(
                        row.text("source_topic"),
                        row.integer("source_partition"),
                        row.number("source_offset")),
                row.instant("received_at"),
                "");
    }
}
