package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.QuestionId;
import dev.mcsync.contracts.id.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person answered what the agent had asked.
 *
 * @param commandId the attempt that asked; no other is told the answer
 */
public record TaskAnswered(
        EventId eventId,
        TaskId taskId,
        CommandId commandId,
        QuestionId questionId,
        String text,
        @Nullable Instant occurredAt)
        implements TaskFact {

    @Override
    public FactType type() {
        return FactType.ANSWERED;
    }
}
