package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.WireName;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is asked to do. A start <em>is</em> a queued task seen by its agent.
 *
 * @param issuedAt when this attempt was queued, or ended
 * @param ackDeadlineAt until when the agent should acknowledge; null for a cancel
 */
public record AgentCommand(
        CommandId commandId,
        TaskId taskId,
        AgentId agentId,
        Kind kind,
        int attempt,
        String title,
        @Nullable Json payload,
        Instant issuedAt,
        @Nullable Instant ackDeadlineAt,
        List<PriorAttempt> priorAttempts) {

    /** Spelled as {@code type} on the wire. */
    public enum Kind implements WireName {
        START,
        CANCEL;

        @Override
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public AgentCommand {
        priorAttempts = List.copyOf(priorAttempts);
    }

    public static AgentCommand start(TaskSnapshot task) {
        return of(task, Kind.START, task.phase().deadlineAt());
    }

    public static AgentCommand cancel(TaskSnapshot task) {
        return of(task, Kind.CANCEL, null);
    }

    /** For an attempt that another one has taken the place of. */
    public static AgentCommand cancel(TaskSnapshot task, PriorAttempt replaced) {
        return new AgentCommand(
                replaced.commandId(),
                task.taskId(),
                task.agentId(),
                Kind.CANCEL,
                replaced.attempt(),
                task.brief().title(),
                null,
                replaced.endedAt(),
                null,
                List.of());
    }

    private static AgentCommand of(TaskSnapshot task, Kind kind, @Nullable Instant ackDeadlineAt) {
        return new AgentCommand(
                task.commandId(),
                task.taskId(),
                task.agentId(),
                kind,
                task.attempt().number(),
                task.brief().title(),
                task.brief().payload(),
                task.phase().statusSince(),
                ackDeadlineAt,
                task.attempt().prior());
    }
}
