package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person asked for a new attempt.
 *
 * @param commandId the new attempt's id
 * @param expectedVersion the version that the person saw; null retries whatever the version is
 */
public record TaskRetried(
        EventId eventId,
        TaskId taskId,
        CommandId commandId,
        @Nullable Long expectedVersion,
        @Nullable Instant occurredAt)
        implements TaskFact {

    @Override
    public FactType type() {
        return FactType.RETRIED;
    }
}
