package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.CommandId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an earlier attempt at the task ended. */
public record PriorAttempt(
        CommandId commandId,
        int attempt,
        TaskStatus status,
        @Nullable String errorCode,
        @Nullable String message,
        Instant endedAt) {

    /**
     * Whether the agent was not the one who ended it, so that it may still be at work on it. It has
     * been replaced, so that no report of it counts any more.
     */
    public boolean wasTakenAway() {
        return status == TaskStatus.TIMEOUT || TaskSnapshot.isEndedForItsAgent(status, errorCode);
    }
}
