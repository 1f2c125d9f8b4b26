package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The clock of the current attempt ran out, as one processor saw it. It has an effect only if the
 * task is still at the version that was seen.
 */
public record DeadlinePassed(
        EventId eventId,
        TaskId taskId,
        CommandId commandId,
        long seenVersion,
        @Nullable Instant occurredAt)
        implements TaskFact {

    public static final String TYPE = "deadline_passed";

    /** The error_code of a task that timed out. */
    public static final String ERROR_CODE = "timeout";

    /**
     * Whoever sees the deadline pass says the same, with the same id.
     *
     * @param deadline that passed
     */
    public static DeadlinePassed of(
            TaskId taskId, CommandId commandId, long seenVersion, Instant deadline) {
        return new DeadlinePassed(
                EventId.derived(TYPE, taskId.value(), Long.toString(seenVersion)),
                taskId,
                commandId,
                seenVersion,
                deadline);
    }

    @Override
    public String type() {
        return TYPE;
    }
}
