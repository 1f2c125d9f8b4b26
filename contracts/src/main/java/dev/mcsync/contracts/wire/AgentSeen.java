package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A report of the agent's came in on another topic, so the agent lives. No longer said: the
 * transaction that applies a report writes the agent's row, too ({@link AgentTouched}). Ledgers and
 * logs hold older ones.
 *
 * @param seenAt when the log took the report
 */
public record AgentSeen(EventId eventId, AgentId agentId, Instant seenAt) implements AgentFact {

    public static final String TYPE = "seen";

    /** The same fact, said under another id. */
    public AgentSeen under(EventId otherId) {
        return new AgentSeen(otherId, agentId, seenAt);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public @Nullable Instant occurredAt() {
        return seenAt;
    }
}
