package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an earlier attempt at the task ended.
 *
 * @param agentId who had it; null when that is whoever has the task now
 */
public record PriorAttempt(
        CommandId commandId,
        int attempt,
        TaskStatus status,
        @Nullable String errorCode,
        @Nullable String message,
        Instant endedAt,
        @Nullable AgentId agentId) {

    /** The task goes to another agent, and this one was of the agent before. */
    public PriorAttempt of(AgentId former) {
        return agentId == null
                ? new PriorAttempt(commandId, attempt, status, errorCode, message, endedAt, former)
                : this;
    }

    /**
     * Whether the agent was not the one who ended it, so that it may still be at work on it. It has
     * been replaced, so that no report of it counts any more.
     */
    public boolean wasTakenAway() {
        return status == TaskStatus.TIMEOUT || TaskSnapshot.isEndedForItsAgent(status, errorCode);
    }
}
