package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.processor.core.AgentFold;
import dev.mcsync.processor.core.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger holds of an agent.
 *
 * @param checkpoint the agent as all rows before these left it; null when there were none
 */
public record AgentHistory(@Nullable AgentSnapshot checkpoint, List<AgentFold.Step> steps) {

    public AgentHistory {
        steps = List.copyOf(steps);
    }

    /**
     * @param limits for rows from before the limits were kept beside them
     */
    public AgentFold fold(Limits limits) {
        AgentFold fold = new AgentFold(limits, checkpoint);
        steps.forEach(fold::add);
        return fold;
    }
}
