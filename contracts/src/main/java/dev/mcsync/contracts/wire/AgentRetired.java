package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The agent leaves the list; its history stays. Said for a person, or by the processor about an
 * agent that was not heard of for a long time.
 *
 * @param seenVersion the version that the processor saw: it has an effect only if the agent is
 *     still at it; null when a person said so, whatever the version is
 */
public record AgentRetired(
        EventId eventId, AgentId agentId, @Nullable Long seenVersion, @Nullable Instant occurredAt)
        implements AgentFact {

    public static final String TYPE = "retired";

    /** Whoever finds that the agent is long gone says the same, with the same id. */
    public static AgentRetired longUnseen(AgentId agentId, long seenVersion) {
        return new AgentRetired(
                EventId.derived("agent_" + TYPE, agentId.value(), Long.toString(seenVersion)),
                agentId,
                seenVersion,
                null);
    }

    /** The same fact, said under another id. */
    public AgentRetired under(EventId otherId) {
        return new AgentRetired(otherId, agentId, seenVersion, occurredAt);
    }

    @Override
    public String type() {
        return TYPE;
    }
}
