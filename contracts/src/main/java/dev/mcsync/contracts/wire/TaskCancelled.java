package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person gave the task up.
 *
 * @param expectedVersion the version that the person saw; null cancels whatever the version is
 */
public record TaskCancelled(
        EventId eventId,
        TaskId taskId,
        @Nullable Long expectedVersion,
        @Nullable Instant occurredAt)
        implements TaskFact {

    /** The error_code of a cancelled task. */
    public static final String ERROR_CODE = "cancelled";

    @Override
    public FactType type() {
        return FactType.CANCELLED;
    }
}
