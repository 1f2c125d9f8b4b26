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
        Words words)
        implements TaskFact, AgentEvent {

    public static final int MAX_MESSAGE_LENGTH = 4000;
    public static final int MAX_ERROR_CODE_LENGTH = 64;
    public static final int MAX_ACKS = 32;

    /**
     * What its agent says to people beside where the attempt stands.
     *
     * @param question what a person is asked; only with a progress report
     * @param acks the messages of people that the agent has; at most {@value #MAX_ACKS}
     * @param result what came of the task; only with a report that it is done
     */
    public record Words(@Nullable Question question, List<EventId> acks, @Nullable Result result) {

        public static final Words NONE = new Words(null, List.of(), null);

        public Words {
            acks = List.copyOf(acks);
        }
    }

    @Override
    public FactType type() {
        return report.factType();
    }
}
