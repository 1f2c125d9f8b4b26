package dev.mcsync.processor.core;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that people should know of begins or ends. At most one incident is open per cause. */
public sealed interface IncidentChange {

    String cause();

    record Opened(
            String cause,
            Kind kind,
            @Nullable TaskId taskId,
            @Nullable AgentId agentId,
            EventId eventId,
            Instant at)
            implements IncidentChange {}

    record Resolved(String cause, EventId by, Instant at) implements IncidentChange {}

    /** What sort of trouble it is. */
    enum Kind {
        TASK_TIMEOUT,
        AGENT_OFFLINE,
        EVENT_CONFLICT
    }
}
