package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sign of life. It proves that the agent lives, not that its work moves.
 *
 * @param bootId the run of the agent's process; null when it does not say
 * @param running the attempts that this run goes on with; at most {@value #MAX_RUNNING}
 * @param leaving whether it is the last one: the run ends, or, without a boot_id, the agent leaves
 */
public record Heartbeat(
        EventId eventId,
        AgentId agentId,
        @Nullable TaskId taskId,
        @Nullable CommandId commandId,
        @Nullable String message,
        @Nullable Json meta,
        @Nullable BootId bootId,
        List<CommandId> running,
        @Nullable Instant occurredAt,
        boolean leaving)
        implements AgentFact, AgentEvent {

    public static final String TYPE = "heartbeat";
    public static final int MAX_RUNNING = 200;

    /**
     * Of the meta that is kept, in characters. Over HTTP a longer one is refused; on the log, where
     * there are older ones, the heartbeat counts without it.
     */
    public static final int MAX_META_LENGTH = 4 * 1024;

    public Heartbeat {
        running = List.copyOf(running);
    }

    @Override
    public String type() {
        return TYPE;
    }
}
