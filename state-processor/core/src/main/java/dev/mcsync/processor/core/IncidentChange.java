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

    /**
     * Something befell the log or the database, and no single task or agent. What is told of the
     * same cause later is added to the incident.
     *
     * @param subject what it befell, for people
     * @param partition which of the log's this tells of; told again, it takes the former's place
     * @param expected the next offset that was known of it
     * @param found the one that was found
     */
    record Mishap(
            String cause,
            Kind kind,
            String subject,
            String partition,
            long expected,
            long found,
            Instant at)
            implements IncidentChange {

        /** All partitions share it: the database went back once. */
        public static final String WENT_BACK = "database_went_back";

        public static Mishap wentBack(String partition, long had, long has, Instant at) {
            return new Mishap(
                    WENT_BACK, Kind.DATABASE_WENT_BACK, "database", partition, had, has, at);
        }

        public static Mishap gap(String partition, long next, long beginning, Instant at) {
            return new Mishap(
                    "log_gap:" + partition,
                    Kind.LOG_GAP,
                    partition,
                    partition,
                    next,
                    beginning,
                    at);
        }
    }

    /**
     * A partition has again all that the database once had of it. The incident ends with the last
     * one.
     */
    record Recovered(String partition, Instant at) implements IncidentChange {

        @Override
        public String cause() {
            return Mishap.WENT_BACK;
        }
    }

    record Resolved(String cause, EventId by, Instant at) implements IncidentChange {}

    /** What sort of trouble it is. */
    enum Kind {
        TASK_TIMEOUT,
        AGENT_OFFLINE,
        EVENT_CONFLICT,
        DATABASE_WENT_BACK,
        LOG_GAP
    }
}
