package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row that no fact created was met, and is taken over as it stands.
 *
 * @param brief of which a row of the old system can tell no more than the payload
 * @param attempt 1 for the first
 */
public record TaskAdopted(
        EventId eventId,
        Brief brief,
        CommandId commandId,
        int attempt,
        TaskStatus status,
        Stage stage,
        Remark remark,
        @Nullable Instant createdAt,
        @Nullable Instant occurredAt)
        implements TaskFact {

    /**
     * Whoever meets the row says the same of it; once the row was edited, it is another fact.
     *
     * @param rowVersion changes with every edit of the row
     */
    public static EventId idFor(TaskId taskId, String rowVersion) {
        return EventId.derived(FactType.ADOPTED.wireName(), taskId.value(), rowVersion);
    }

    /** The same fact, said under another id. */
    public TaskAdopted under(EventId otherId) {
        return new TaskAdopted(
                otherId, brief, commandId, attempt, status, stage, remark, createdAt, occurredAt);
    }

    @Override
    public TaskId taskId() {
        return brief.taskId();
    }

    @Override
    public FactType type() {
        return FactType.ADOPTED;
    }
}
