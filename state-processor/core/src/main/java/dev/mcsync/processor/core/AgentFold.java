package dev.mcsync.processor.core;

import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentRepaired;
import dev.mcsync.contracts.wire.AgentSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One agent as its ledger says, like {@link TaskFold}; but from a checkpoint where the ledger's
 * beginning was purged. For one thread.
 */
public final class AgentFold {

    /**
     * A row of the ledger.
     *
     * @param limits null in a row from before they were kept
     * @param version the agent's version after it; null when it changed nothing
     */
    public record Step(
            Received<AgentFact> received,
            Instant appliedAt,
            @Nullable Limits limits,
            @Nullable Long version) {}

    private final List<String> divergences = new ArrayList<>();
    private AgentDecider decider;
    private @Nullable AgentSnapshot agent;

    /**
     * @param limits for rows from before the limits were kept beside them
     * @param checkpoint the agent as all earlier rows of the ledger left it; null at its beginning
     */
    public AgentFold(Limits limits, @Nullable AgentSnapshot checkpoint) {
        this.decider = new AgentDecider(limits);
        this.agent = checkpoint;
    }

    public Optional<AgentSnapshot> agent() {
        return Optional.ofNullable(agent);
    }

    /** What the decider would not decide again, one line each. */
    public List<String> divergences() {
        return List.copyOf(divergences);
    }

    public void add(Step step) {
        Long version = step.version();
        if (version != null && step.received().fact() instanceof AgentRepaired) {
            repaired(step, version);
        } else {
            decided(step);
        }
    }

    private void repaired(Step step, long version) {
        if (agent == null) {
            diverges(step, "a repair of an agent that is in no ledger");
            return;
        }
        agent = AgentDecider.at(agent, version);
        divergences.clear();
    }

    private void decided(Step step) {
        AgentSnapshot next =
                deciderOf(step.limits()).decide(agent, step.received(), step.appliedAt()).changed();
        Long version = step.version();
        if (version == null) {
            if (next != null) {
                diverges(step, "expected no effect, found one");
            }
        } else if (next == null) {
            diverges(step, "expected version %d, found no effect".formatted(version));
        } else {
            if (next.version() != version) {
                diverges(step, "expected version %d, found %d".formatted(version, next.version()));
            }
            agent = AgentDecider.at(next, version);
        }
    }

    private AgentDecider deciderOf(@Nullable Limits limits) {
        if (limits != null && !decider.limits().equals(limits)) {
            decider = new AgentDecider(limits);
        }
        return decider;
    }

    private void diverges(Step step, String how) {
        divergences.add(
                "event %s (%s): %s"
                        .formatted(
                                step.received().fact().eventId(),
                                step.received().fact().type(),
                                how));
    }
}
