package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A sign of life. It proves that the agent lives, not that its work moves. */
public record Heartbeat(
        EventId eventId,
        AgentId agentId,
        @Nullable TaskId taskId,
        @Nullable CommandId commandId,
        @Nullable String message,
        @Nullable Json meta,
        @Nullable Instant occurredAt)
        implements AgentFact, AgentEvent {

    public static final String TYPE = "heartbeat";

    @Override
    public String type() {
        return TYPE;
    }
}
