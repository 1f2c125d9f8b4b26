package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole task at one version.
 *
 * @param version 1 for the fact that created it, one more for each fact that changed it
 * @param attempt 1 for the first
 * @param progress percent, 0–100; null when the agent has not said
 * @param deliveries how often the current attempt was handed to its agent
 * @param deadlineAt when the current attempt's clock runs out, or, once it failed or timed out,
 *     when the next one begins by itself; null while no clock runs
 */
public record TaskSnapshot(
        TaskId taskId,
        long version,
        String title,
        AgentId agentId,
        CommandId commandId,
        int attempt,
        TaskStatus status,
        Stage stage,
        @Nullable Integer progress,
        @Nullable String message,
        @Nullable String errorCode,
        @Nullable Json payload,
        int deliveries,
        Instant createdAt,
        Instant updatedAt,
        Instant stageSince,
        Instant statusSince,
        @Nullable Instant deadlineAt,
        List<PriorAttempt> priorAttempts,
        TaskLimits limits,
        EventId lastEventId) {

    public TaskSnapshot {
        priorAttempts = List.copyOf(priorAttempts);
    }

    /** A queued task in the backlog is not handed to its agent. */
    public boolean isWaitingForItsAgent() {
        return status == TaskStatus.QUEUED && stage != Stage.BACKLOG;
    }

    /** It ended without success and will be tried again by itself. */
    public boolean isWaitingForRetry() {
        return deadlineAt != null && (status == TaskStatus.FAILED || status == TaskStatus.TIMEOUT);
    }

    /** Whether another attempt may follow this one by itself. */
    public boolean hasTriesLeft() {
        return attempt < limits.maxAttempts();
    }

    public boolean isCancelled() {
        return status == TaskStatus.FAILED && TaskCancelled.ERROR_CODE.equals(errorCode);
    }

    /**
     * Whether its agent may still be at work on the current attempt though nothing can come of it.
     * One that just timed out is none: its agent's next report revives it.
     */
    public boolean isTakenAway() {
        return isEndedForItsAgent(status, errorCode);
    }

    static boolean isEndedForItsAgent(TaskStatus status, @Nullable String errorCode) {
        return status == TaskStatus.FAILED
                && (TaskCancelled.ERROR_CODE.equals(errorCode)
                        || AgentRestarted.ERROR_CODE.equals(errorCode));
    }
}
