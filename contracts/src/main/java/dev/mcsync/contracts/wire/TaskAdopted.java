package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row that no fact created was met, and is taken over as it stands.
 *
 * @param progress percent, 0–100
 */
public record TaskAdopted(
        EventId eventId,
        TaskId taskId,
        CommandId commandId,
        AgentId agentId,
        String title,
        int attempt,
        TaskStatus status,
        Stage stage,
        @Nullable Integer progress,
        @Nullable String message,
        @Nullable String errorCode,
        @Nullable Json payload,
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
                otherId,
                taskId,
                commandId,
                agentId,
                title,
                attempt,
                status,
                stage,
                progress,
                message,
                errorCode,
                payload,
                createdAt,
                occurredAt);
    }

    @Override
    public FactType type() {
        return FactType.ADOPTED;
    }
}
