package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The agent's process started anew and does not go on with this attempt. It has an effect only if
 * nothing was heard of the attempt since.
 *
 * @param restartedAt when the log took the heartbeat that told of it
 */
public record AgentRestarted(
        EventId eventId,
        TaskId taskId,
        CommandId commandId,
        AgentId agentId,
        BootId bootId,
        Instant restartedAt)
        implements TaskFact {

    /** The error_code of an attempt that ended so. */
    public static final String ERROR_CODE = "agent_restarted";

    /** One restart ends one attempt once, however often it is told. */
    public static AgentRestarted of(
            TaskId taskId,
            CommandId commandId,
            AgentId agentId,
            BootId bootId,
            Instant restartedAt) {
        return new AgentRestarted(
                EventId.derived(
                        FactType.RESTARTED.wireName(),
                        taskId.value(),
                        commandId.value(),
                        bootId.value()),
                taskId,
                commandId,
                agentId,
                bootId,
                restartedAt);
    }

    /** The same fact, said under another id. */
    public AgentRestarted under(EventId otherId) {
        return new AgentRestarted(otherId, taskId, commandId, agentId, bootId, restartedAt);
    }

    @Override
    public FactType type() {
        return FactType.RESTARTED;
    }

    @Override
    public @Nullable Instant occurredAt() {
        return restartedAt;
    }
}
