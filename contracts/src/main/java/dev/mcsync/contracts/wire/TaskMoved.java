package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person moved the card.
 *
 * @param expectedVersion the version that the person saw; null moves it whatever the version is
 */
public record TaskMoved(
        EventId eventId,
        TaskId taskId,
        Stage stage,
        @Nullable Long expectedVersion,
        @Nullable Instant occurredAt)
        implements TaskFact {

    @Override
    public FactType type() {
        return FactType.MOVED;
    }
}
