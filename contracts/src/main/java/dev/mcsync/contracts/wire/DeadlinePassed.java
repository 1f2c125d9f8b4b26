package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The clock of the current attempt ran out, as one processor saw it. It has an effect only if the
 * task is still at the version that was seen.
 *
 * @param agentReturned the clock ran out while the agent was offline, and it has come back since
 */
public record DeadlinePassed(
        EventId eventId,
        TaskId taskId,
        CommandId commandId,
        long seenVersion,
        boolean agentReturned,
        @Nullable Instant occurredAt)
        implements TaskFact {

    /** The error_code of a task that timed out. */
    public static final String ERROR_CODE = "timeout";

    /**
     * Whoever sees the deadline pass says the same, with the same id.
     *
     * @param deadline that passed
     */
    public static DeadlinePassed of(
            TaskId taskId,
            CommandId commandId,
            long seenVersion,
            boolean agentReturned,
            Instant deadline) {
        String version = Long.toString(seenVersion);
        return new DeadlinePassed(
                agentReturned
                        ? EventId.derived(
                                FactType.DEADLINE_PASSED.wireName(),
                                taskId.value(),
                                version,
                                "agent_returned")
                        : EventId.derived(
                                FactType.DEADLINE_PASSED.wireName(), taskId.value(), version),
                taskId,
                commandId,
                seenVersion,
                agentReturned,
                deadline);
    }

    /** The same fact, said under another id. */
    public DeadlinePassed under(EventId otherId) {
        return new DeadlinePassed(
                otherId, taskId, commandId, seenVersion, agentReturned, occurredAt);
    }

    @Override
    public FactType type() {
        return FactType.DEADLINE_PASSED;
    }
}
