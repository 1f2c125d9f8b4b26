package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The agent was not heard of for the limit, as one processor saw it. It has an effect only if the
 * agent is still at the version that was seen.
 */
public record SilencePassed(
        EventId eventId, AgentId agentId, long seenVersion, @Nullable Instant occurredAt)
        implements AgentFact {

    public static final String TYPE = "silence_passed";

    /**
     * Whoever sees the limit pass says the same, with the same id.
     *
     * @param deadline the end of the limit
     */
    public static SilencePassed of(AgentId agentId, long seenVersion, Instant deadline) {
        return new SilencePassed(
                EventId.derived(TYPE, agentId.value(), Long.toString(seenVersion)),
                agentId,
                seenVersion,
                deadline);
    }

    /** The same fact, said under another id. */
    public SilencePassed under(EventId otherId) {
        return new SilencePassed(otherId, agentId, seenVersion, occurredAt);
    }

    @Override
    public String type() {
        return TYPE;
    }
}
