package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a task, as it stands on {@code mc.task-events}. Facts of one task are
 * applied in the order of the log.
 */
public sealed interface TaskFact
        permits AgentReport,
                TaskCreated,
                TaskMoved,
                TaskRetried,
                TaskCancelled,
                DeadlinePassed,
                TaskAdopted,
                AgentRestarted,
                TaskRepaired,
                TaskArchived,
                TaskAnswered,
                TaskNoted,
                TaskEdited {

    EventId eventId();

    TaskId taskId();

    FactType type();

    /** When it happened by the sender's clock; told to people, never trusted. */
    @Nullable Instant occurredAt();
}
