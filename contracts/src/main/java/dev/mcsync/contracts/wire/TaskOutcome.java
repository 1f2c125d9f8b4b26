package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.SourcePosition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one fact did to its task.
 *
 * @param type of the fact
 * @param reason why it had no effect; null exactly when it was applied
 * @param before null when there was no such task
 * @param after equals {@code before} when the fact had no effect
 * @param implied the statuses that were jumped over and are proven by this fact
 * @param receivedAt when the log took the fact
 * @param appliedAt when the processor decided
 */
public record TaskOutcome(
        EventId eventId,
        FactType type,
        TaskId taskId,
        @Nullable AgentId agentId,
        @Nullable CommandId commandId,
        @Nullable Integer attempt,
        Effect effect,
        @Nullable Reason reason,
        @Nullable TaskState before,
        @Nullable TaskState after,
        List<TaskStatus> implied,
        @Nullable String title,
        @Nullable String message,
        @Nullable Integer progress,
        @Nullable String errorCode,
        @Nullable Instant occurredAt,
        Instant receivedAt,
        Instant appliedAt,
        SourcePosition source)
        implements Outcome {

    public TaskOutcome {
        implied = List.copyOf(implied);
    }

    @Override
    public String key() {
        return taskId.value();
    }
}
