package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person asked for a task.
 *
 * @param stage {@code backlog} (not sent to the agent yet) or {@code todo}
 */
public record TaskCreated(
        EventId eventId,
        CommandId commandId,
        Brief brief,
        Stage stage,
        @Nullable Instant occurredAt)
        implements TaskFact {

    public static final int MAX_TITLE_LENGTH = 200;
    public static final int MAX_PAYLOAD_LENGTH = 64 * 1024;

    @Override
    public TaskId taskId() {
        return brief.taskId();
    }

    @Override
    public FactType type() {
        return FactType.CREATED;
    }
}
