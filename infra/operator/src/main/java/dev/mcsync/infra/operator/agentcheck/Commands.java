package dev.mcsync.infra.operator.agentcheck;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.AgentCommand.Kind;
import dev.mcsync.contracts.wire.PersonMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that an agent is given while it is checked. */
final class Commands {

    private static final Duration ACK_TIMEOUT = Duration.ofMinutes(2);

    private Commands() {}

    /**
     * @param instructions what the payload says, for an agent that reads words
     */
    static AgentCommand start(AgentId agent, String title, String instructions, Json payload) {
        CommandId commandId = CommandId.fresh();
        return new AgentCommand(
                commandId,
                new TaskId("tsk_" + commandId.value()),
                agent,
                Kind.START,
                1,
                title,
                payload,
                Instant.now(),
                Instant.now().plus(ACK_TIMEOUT),
                List.of(),
                instructions,
                null);
    }

    static AgentCommand cancel(AgentCommand start) {
        return as(Kind.CANCEL, start, null);
    }

    static AgentCommand message(AgentCommand start, PersonMessage message) {
        return as(Kind.MESSAGE, start, message);
    }

    private static AgentCommand as(Kind kind, AgentCommand start, @Nullable PersonMessage message) {
        return new AgentCommand(
                start.commandId(),
                start.taskId(),
                start.agentId(),
                kind,
                start.attempt(),
                start.title(),
                null,
                message == null ? start.issuedAt() : message.sentAt(),
                null,
                List.of(),
                null,
                message);
    }
}
