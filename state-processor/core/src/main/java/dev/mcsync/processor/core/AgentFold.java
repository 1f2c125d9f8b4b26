package dev.mcsync.processor.core;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
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
 * beginning was purged, and of the rows that changed it alone: one that found nobody to change
 * locked nobody, and may stand behind the row that brought the agent into being. For one thread.
 */
public final class AgentFold {

    /** A row of the ledger that changed the agent, or might have. */
    public sealed interface Step {

        AgentId agentId();

        EventId eventId();

        /** Null in a row from before they were kept. */
        @Nullable Limits limits();

        /** The agent's after it; null when it changed nothing. */
        @Nullable Long version();

        AgentDecision decidedBy(AgentDecider decider, @Nullable AgentSnapshot now);
    }

    /**
     * A fact about the agent.
     *
     * @param isNamed whether the agent keeps the fact's id, which older rows did not make it do
     */
    public record OfAgent(
            Received<AgentFact> received,
            Instant appliedAt,
            @Nullable Limits limits,
            @Nullable Long version,
            boolean isNamed)
            implements Step {

        @Override
        public AgentId agentId() {
            return received.fact().agentId();
        }

        @Override
        public EventId eventId() {
            return received.fact().eventId();
        }

        @Override
        public AgentDecision decidedBy(AgentDecider decider, @Nullable AgentSnapshot now) {
            return decider.decide(now, received, appliedAt);
        }
    }

    /** A fact about a task that changed the agent, too. */
    public record OfTask(
            TaskSign sign, Instant appliedAt, @Nullable Limits limits, @Nullable Long version)
            implements Step {

        @Override
        public AgentId agentId() {
            return sign.agentId();
        }

        @Override
        public EventId eventId() {
            return sign.eventId();
        }

        @Override
        public AgentDecision decidedBy(AgentDecider decider, @Nullable AgentSnapshot now) {
            return decider.decide(now, sign, appliedAt);
        }
    }

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
        if (version == null) {
            return;
        }
        if (step instanceof OfAgent fact && fact.received().fact() instanceof AgentRepaired) {
            repaired(fact, version);
        } else {
            decided(step, version);
        }
    }

    private void repaired(OfAgent step, long version) {
        if (agent == null) {
            diverges(step, "a repair of an agent that is in no ledger");
            return;
        }
        agent = named(agent.at(version), step);
        divergences.clear();
    }

    private void decided(Step step, long version) {
        AgentSnapshot next = decidedOrStood(step, deciderOf(step.limits()));
        if (next == null) {
            diverges(step, "expected version %d, found no effect".formatted(version));
        } else {
            if (next.version() != version) {
                diverges(step, "expected version %d, found %d".formatted(version, next.version()));
            }
            agent = named(next.at(version), step);
        }
    }

    /**
     * What the ledger says took effect, of a run that was over, was decided by a version that kept
     * no goodbyes, or on a row from before they were kept: it stands.
     */
    private @Nullable AgentSnapshot decidedOrStood(Step step, AgentDecider by) {
        AgentSnapshot next = step.decidedBy(by, agent).changed();
        if (next != null || agent == null || agent.ended().isEmpty()) {
            return next;
        }
        AgentSnapshot stood = step.decidedBy(by, agent.withEnded(List.of())).changed();
        return stood == null ? null : stood.withEnded(Runs.newest(stood.ended(), agent.ended()));
    }

    private static AgentSnapshot named(AgentSnapshot next, Step step) {
        return next.by(step instanceof OfAgent fact && !fact.isNamed() ? null : step.eventId());
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
                                step.eventId(),
                                step instanceof OfAgent fact
                                        ? fact.received().fact().type()
                                        : "about a task",
                                how));
    }
}
