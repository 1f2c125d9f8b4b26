package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.topic.SourcePosition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent's presence changed.
 *
 * @param eventId of the fact that showed it
 * @param version of the agent's snapshot after the change
 * @param silentForSeconds for how long it had not been heard of; null when it came back
 */
public record AgentOutcome(
        EventId eventId,
        AgentId agentId,
        Presence presence,
        long version,
        Instant lastSeenAt,
        @Nullable Long silentForSeconds,
        Instant receivedAt,
        Instant appliedAt,
        SourcePosition source)
        implements Outcome {

    /** The spelling of {@code type} on the wire. */
    public String type() {
        return "agent_" + presence.wireName();
    }

    @Override
    public String key() {
        return agentId.value();
    }
}
