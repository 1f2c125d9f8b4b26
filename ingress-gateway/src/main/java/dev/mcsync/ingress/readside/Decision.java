package dev.mcsync.ingress.readside;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * What a fact about a task did, as far as its sender is told.
 *
 * @param reason null exactly when it was applied
 * @param after where the task stands after it; null when there is no such task, and when it is not
 *     the sender's, who is told nothing of it
 */
public record Decision(
        EventId eventId,
        FactType type,
        @Nullable TaskId taskId,
        @Nullable CommandId commandId,
        Effect effect,
        @Nullable Reason reason,
        @Nullable TaskState after) {

    public static Decision of(TaskOutcome outcome) {
        return new Decision(
                outcome.eventId(),
                outcome.type(),
                outcome.taskId(),
                outcome.actor().commandId(),
                outcome.effect(),
                outcome.reason(),
                outcome.reason() == Reason.WRONG_AGENT ? null : outcome.after());
    }
}
