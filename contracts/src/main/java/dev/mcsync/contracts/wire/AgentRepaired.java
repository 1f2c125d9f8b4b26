package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The agent's row or published snapshot was found to differ from its ledger. The fold of the ledger
 * takes the place of both.
 *
 * @param aboveVersion the highest version found anywhere; the repaired agent is above it, so that
 *     every reader takes it. 0 to {@value #MAX_VERSION}
 */
public record AgentRepaired(EventId eventId, AgentId agentId, Drift found, long aboveVersion)
        implements AgentFact {

    public static final String TYPE = "repaired";

    /** Far above any true version, and far from where adding to it overflows. */
    public static final long MAX_VERSION = 1L << 53;

    /** The same drift, found again before it is repaired, is said with the same id. */
    public static AgentRepaired of(
            AgentId agentId, Drift found, long foldVersion, long aboveVersion) {
        return new AgentRepaired(
                EventId.derived(
                        "agent_" + TYPE,
                        agentId.value(),
                        found.wireName(),
                        Long.toString(foldVersion),
                        Long.toString(aboveVersion)),
                agentId,
                found,
                aboveVersion);
    }

    /** The same fact, said under another id. */
    public AgentRepaired under(EventId otherId) {
        return new AgentRepaired(otherId, agentId, found, aboveVersion);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public @Nullable Instant occurredAt() {
        return null;
    }
}
