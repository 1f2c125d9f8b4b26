package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.AgentOutcome;
import org.jspecify.annotations.Nullable;

/**
 * That a report brought its agent online: written with the report, told on the agent's own
 * partition.
 *
 * @param toldAt the record with which it was told, as text; null while it is still to be told
 */
public record PresenceChange(AgentOutcome outcome, @Nullable String toldAt) {

    public PresenceChange told(SourcePosition at) {
        return new PresenceChange(outcome, at.toString());
    }

    /** Whether the record is to tell it, which one alone does, however often it is read. */
    public boolean isToldAt(SourcePosition position) {
        return toldAt == null || toldAt.equals(position.toString());
    }
}
