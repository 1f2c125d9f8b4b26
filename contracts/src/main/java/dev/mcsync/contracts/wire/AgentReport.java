package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent's report of its attempt.
 *
 * @param stage where the agent sees the card; only a progress report chooses freely
 * @param progress percent, 0–100
 * @param question what a person is asked; only with a progress report
 * @param acks the messages of people that the agent has; at most {@value #MAX_ACKS}
 * @param result what came of the task; only with a report that it is done
 */
public record AgentReport(
        EventId eventId,
        TaskId taskId,
        AgentId agentId,
        CommandId commandId,
        ReportType report,
        @Nullable Stage stage,
        @Nullable String message,
        @Nullable Json meta,
        @Nullable Integer progress,
        @Nullable String errorCode,
        @Nullable Instant occurredAt,
        @Nullable Question question,
        List<EventId> acks,
        @Nullable Result result)
        implements TaskFact, AgentEvent {

    public static final int MAX_MESSAGE_LENGTH = 4000;
    public static final int MAX_ERROR_CODE_LENGTH = 64;
    public static final int MAX_ACKS = 32;

    public AgentReport {
        acks = List.copyOf(acks);
    }

    /** One that takes no part in a dialogue and brings no result. */
    public AgentReport(
            EventId eventId,
            TaskId taskId,
            AgentId agentId,
            CommandId commandId,
            ReportType report,
            @Nullable Stage stage,
            @Nullable String message,
            @Nullable Json meta,
            @Nullable Integer progress,
            @Nullable String errorCode,
            @Nullable Instant occurredAt) {
        this(
                eventId,
                taskId,
                agentId,
                commandId,
                report,
                stage,
                message,
                meta,
                progress,
                errorCode,
                occurredAt,
                null,
                List.of(),
                null);
    }

    @Override
    public FactType type() {
        return report.factType();
    }
}
