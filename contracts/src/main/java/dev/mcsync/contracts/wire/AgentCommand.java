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
 * @param issuedAt when this attempt was queued, or ended, or the message was sent
 * @param ackDeadlineAt until when the agent should acknowledge; only of a start
 * @param instructions likewise
 * @param message of a person, exactly in a command of kind message
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
        List<PriorAttempt> priorAttempts,
        @Nullable String instructions,
        @Nullable PersonMessage message) {

    /** Spelled as {@code type} on the wire. */
    public enum Kind implements WireName {
        START,
        CANCEL,
        MESSAGE;

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
                replaced.agentId() == null ? task.agentId() : replaced.agentId(),
                Kind.CANCEL,
                replaced.attempt(),
                task.brief().title(),
                null,
                replaced.endedAt(),
                null,
                List.of(),
                null,
                null);
    }

    /** The same message is the same command, however often it is given. */
    public static AgentCommand message(TaskSnapshot task, PersonMessage message) {
        return new AgentCommand(
                task.commandId(),
                task.taskId(),
                task.agentId(),
                Kind.MESSAGE,
                task.attempt().number(),
                task.brief().title(),
                null,
                message.sentAt(),
                null,
                List.of(),
                null,
                message);
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
                task.attempt().prior(),
                task.brief().instructions(),
                null);
    }
}
