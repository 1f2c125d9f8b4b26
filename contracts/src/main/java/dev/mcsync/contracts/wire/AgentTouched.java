package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fact about a task has changed its agent, too, in the transaction that applied it. Said by the
 * processor on the agent's own partition, the only one that may write the agent's snapshot and tell
 * of its presence. It changes nothing itself: whoever takes it publishes what stands in the row.
 *
 * @param eventId of the fact about the task; of the change of presence where there may be one
 * @param mayHaveAppeared whether that fact may have changed the agent's presence
 */
public record AgentTouched(EventId eventId, AgentId agentId, boolean mayHaveAppeared)
        implements AgentFact {

    public static final String TYPE = "touched";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public @Nullable Instant occurredAt() {
        return null;
    }
}
