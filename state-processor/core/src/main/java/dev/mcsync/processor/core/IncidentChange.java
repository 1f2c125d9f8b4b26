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

    /**
     * Something happened again of which one incident tells, however often it does.
     *
     * @param eventId of the last time
     * @param count how often from the first to the last
     */
    record Repeated(
            String cause,
            Kind kind,
            @Nullable TaskId taskId,
            @Nullable AgentId agentId,
            EventId eventId,
            Instant firstAt,
            Instant lastAt,
            long count)
            implements IncidentChange {

        /** The cause that all share who come when too many have an incident of their own. */
        public static final String OTHERS = "event_conflict:*";

        /** The same once more. */
        public Repeated and(Repeated later) {
            return new Repeated(
                    cause,
                    kind,
                    later.taskId,
                    agentId,
                    later.eventId,
                    firstAt,
                    later.lastAt,
                    count + later.count);
        }
    }

    record Resolved(String cause, EventId by, Instant at) implements IncidentChange {}

    /** What sort of trouble it is. */
    enum Kind {
        TASK_TIMEOUT,
        AGENT_OFFLINE,
        EVENT_CONFLICT
    }
}
