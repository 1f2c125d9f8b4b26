package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person left a note on a task for its agent. */
public record TaskNoted(EventId eventId, TaskId taskId, String text, @Nullable Instant occurredAt)
        implements TaskFact {

    @Override
    public FactType type() {
        return FactType.NOTED;
    }
}
