package dev.mcsync.infra.proof.sim;

import dev.mcsync.processor.ledger.Changes;
import dev.mcsync.processor.stats.StatsSums;
import java.util.List;

/** The bug of a batch whose agents are written by a transaction of their own. */
final class AgentsByThemselves {

    private AgentsByThemselves() {}

    static Changes without(Changes changes) {
        return new Changes(
                changes.processed(),
                changes.entries(),
                changes.tasks(),
                List.of(),
                changes.presences(),
                changes.incidents(),
                changes.consumed(),
                changes.stats());
    }

    static Changes only(Changes changes) {
        return new Changes(
                List.of(),
                List.of(),
                List.of(),
                changes.agents(),
                List.of(),
                List.of(),
                List.of(),
                StatsSums.NONE);
    }
}
