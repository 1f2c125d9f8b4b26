package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person asked for a task.
 *
 * @param stage {@code backlog} (not sent to the agent yet) or {@code todo}
 */
public record TaskCreated(
        EventId eventId,
        TaskId taskId,
        CommandId commandId,
        AgentId agentId,
        String title,
        @Nullable Json payload,
        Stage stage,
        TaskLimits limits,
        @Nullable Instant occurredAt)
        implements TaskFact {

    public static final int MAX_TITLE_LENGTH = 200;
    public static final int MAX_PAYLOAD_LENGTH = 64 * 1024;

    @Override
    public FactType type() {
        return FactType.CREATED;
    }
}
