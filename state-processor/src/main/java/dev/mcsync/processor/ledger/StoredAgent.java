package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.wire.AgentSnapshot;

/** A row of {@code agents_status}. */
public sealed interface StoredAgent {
    AgentId agentId();

    /** Written by facts. */
    record Known(AgentSnapshot agent) implements StoredAgent {
        @Override
        public AgentId agentId() {
            return agent.agentId();
        }
    }

    /** Holds what no fact could have written, so somebody edited it by hand. */
    record Unreadable(AgentId agentId) implements StoredAgent {}
}
