package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent's report of its attempt.
 *
 * @param stage where the agent sees the card; only a progress report chooses freely
 * @param progress percent, 0–100
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
        @Nullable Instant occurredAt)
        implements TaskFact, AgentEvent {

    public static final int MAX_MESSAGE_LENGTH = 4000;
    public static final int MAX_ERROR_CODE_LENGTH = 64;

    @Override
    public FactType type() {
        return report.factType();
    }
}
