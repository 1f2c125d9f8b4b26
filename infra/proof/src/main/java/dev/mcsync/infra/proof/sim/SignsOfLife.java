package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentRetired;
import dev.mcsync.contracts.wire.Heartbeat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What is said of agents in a workload, beside their work.
 *
 * @param ids gives another one each time
 * @param log takes what is said
 */
record SignsOfLife(RandomGenerator random, Supplier<EventId> ids, Consumer<AgentFact> log) {

    /** Most say nothing of it; now and then an agent has started anew. */
    private @Nullable BootId bootId(AgentId agent) {
        return random.nextInt(3) == 0
                ? new BootId("boot_" + agent + "_" + random.nextInt(3))
                : null;
    }

    void heartbeat(AgentId agent) {
        say(agent, bootId(agent), false);
    }

    /** It may overtake a heartbeat of its run, or two. */
    void goodbye(AgentId agent) {
        BootId leaving = bootId(agent);
        say(agent, leaving, true);
        for (int late = random.nextInt(3); late > 0; late--) {
            say(agent, leaving, false);
        }
    }

    private void say(AgentId agent, @Nullable BootId run, boolean leaving) {
        log.accept(
                new Heartbeat(
                        ids.get(), agent, null, null, null, null, run, List.of(), null, leaving));
    }

    void retired(AgentId agent) {
        log.accept(new AgentRetired(ids.get(), agent, null, null));
    }
}
