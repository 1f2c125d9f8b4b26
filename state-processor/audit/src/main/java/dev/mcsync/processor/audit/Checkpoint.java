package dev.mcsync.processor.audit;

import dev.mcsync.contracts.wire.AgentSnapshot;
import java.util.Map;

/**
 * All agents as the ledger left them up to one row, found well by a whole look: the next one need
 * not fold what is before it.
 *
 * @param throughId the last row of {@code agent_events} that is folded in
 */
public record Checkpoint(long throughId, Map<String, AgentSnapshot> agents) {

    /** There is nothing to start from. */
    public static final Checkpoint NONE = new Checkpoint(0, Map.of());

    public Checkpoint {
        agents = Map.copyOf(agents);
    }
}
