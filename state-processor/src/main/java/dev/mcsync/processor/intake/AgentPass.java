package dev.mcsync.processor.intake;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentRepaired;
import dev.mcsync.contracts.wire.AgentRetired;
import dev.mcsync.contracts.wire.AgentSeen;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.AgentTouched;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.SilencePassed;
import dev.mcsync.processor.core.AgentDecider;
import dev.mcsync.processor.core.AgentDecision;
import dev.mcsync.processor.core.AgentFold;
import dev.mcsync.processor.core.Received;
import dev.mcsync.processor.ledger.Keys;
import dev.mcsync.processor.ledger.Ledger;
import dev.mcsync.processor.ledger.Loaded;
import dev.mcsync.processor.ledger.PresenceChange;
import dev.mcsync.processor.ledger.Processed;
import dev.mcsync.processor.ledger.StoredAgent;
import dev.mcsync.processor.publish.Records;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Lets facts about agents take effect. For each batch it publishes the changes of presence in the
 * order of the log, then each touched agent as it stands now. Those that facts about tasks have
 * touched are only read.
 */
final class AgentPass implements BatchPass<AgentFact> {

    private static final RecordReader<AgentFact> READER =
            new RecordReader<>(
                    WireCodec::decodeAgentFact, WireCodec::encode, fact -> fact.agentId().value());

    private final AgentDecider decider;
    private final Instant decidedAt;
    private final BatchDraft draft;
    private final Map<AgentId, StoredAgent> agents;
    private final Map<AgentId, AgentFold> folds = new HashMap<>();
    private final Map<AgentId, AgentSnapshot> changed = new HashMap<>();
    private final Map<AgentId, EventId> touched = new LinkedHashMap<>();
    private final Map<EventId, PresenceChange> presences;
    private final Set<AgentId> untold;
    private final int maxAgents;
    private long agentsInAll;

    private AgentPass(OfAgents kind, Loaded loaded, Instant decidedAt, BatchDraft draft) {
        this.decider = kind.decider();
        this.maxAgents = kind.maxAgents();
        this.agentsInAll = loaded.agentsInAll();
        this.decidedAt = decidedAt;
        this.draft = draft;
        this.agents = new HashMap<>(loaded.agents());
        this.presences = new HashMap<>(loaded.presences().changes());
        this.untold = loaded.presences().untold();
        loaded.agentHistories()
                .forEach((agentId, history) -> folds.put(agentId, history.fold(decider.limits())));
    }

    /**
     * @param maxAgents with so many known, facts of others are set aside
     */
    static BatchApplier applier(
            Ledger ledger,
            Places places,
            AgentDecider decider,
            int maxAgents,
            InstantSource clock) {
        return new FactBatchApplier<>(new OfAgents(decider, maxAgents), ledger, places, clock);
    }

    private record OfAgents(AgentDecider decider, int maxAgents) implements Kind<AgentFact> {

        @Override
        public Topic topic() {
            return Topic.AGENT_HEARTBEATS;
        }

        @Override
        public RecordReader<AgentFact> reader() {
            return READER;
        }

        @Override
        public EventId eventIdOf(AgentFact fact) {
            return fact.eventId();
        }

        @Override
        public Keys keysOf(List<Received<AgentFact>> received) {
            List<AgentFact> facts =
                    received.stream()
                            .<AgentFact>map(Received::fact)
                            .filter(OfAgents::isFact)
                            .toList();
            List<AgentTouched> touches =
                    received.stream()
                            .map(Received::fact)
                            .filter(AgentTouched.class::isInstance)
                            .map(AgentTouched.class::cast)
                            .toList();
            Set<AgentId> locked = agentsOf(facts, _ -> true);
            Set<AgentId> read = agentsOf(touches, _ -> true);
            read.removeAll(locked);
            return Keys.ofAgents(
                    new Keys.Agents(
                            locked,
                            Set.of(),
                            read,
                            agentsOf(facts, AgentRepaired.class::isInstance),
                            touches.stream()
                                    .filter(AgentTouched::mayHaveAppeared)
                                    .map(AgentTouched::eventId)
                                    .collect(Collectors.toSet()),
                            agentsOf(facts, SilencePassed.class::isInstance)),
                    facts.stream().map(AgentFact::eventId).collect(Collectors.toSet()));
        }

        private static boolean isFact(AgentFact fact) {
            return !(fact instanceof AgentTouched);
        }

        private static Set<AgentId> agentsOf(
                List<? extends AgentFact> facts, Predicate<AgentFact> isMeant) {
            return facts.stream()
                    .filter(isMeant)
                    .map(AgentFact::agentId)
                    .collect(Collectors.toCollection(HashSet::new));
        }

        @Override
        public boolean takesEffect(AgentFact fact) {
            return isFact(fact);
        }

        @Override
        public Optional<AgentFact> ownUnder(AgentFact fact, EventId otherId) {
            return switch (fact) {
                case AgentSeen seen -> Optional.of(seen.under(otherId));
                case SilencePassed passed -> Optional.of(passed.under(otherId));
                case AgentRepaired repaired -> Optional.of(repaired.under(otherId));
                case AgentRetired retired -> Optional.of(retired.under(otherId));
                case Heartbeat _, AgentTouched _ -> Optional.empty();
            };
        }

        @Override
        public BatchPass<AgentFact> begin(Loaded loaded, Instant decidedAt, BatchDraft draft) {
            return new AgentPass(this, loaded, decidedAt, draft);
        }
    }

    @Override
    public void decide(Received<AgentFact> received, ConsumerRecord<byte[], byte[]> record) {
        StoredAgent stored = agents.get(received.fact().agentId());
        AgentSnapshot now = stored instanceof StoredAgent.Known(AgentSnapshot agent) ? agent : null;
        if (received.fact() instanceof AgentRepaired repaired) {
            repair(received.with(repaired), now);
        } else if (stored instanceof StoredAgent.Unreadable) {
            draft.rejectUnreadable(record);
        } else if (received.fact() instanceof SilencePassed passed
                && now != null
                && now.version() == passed.seenVersion()
                && untold.contains(passed.agentId())) {
            draft.forward(Records.forwarded(Topic.AGENT_HEARTBEATS, record));
        } else {
            AgentDecision decision = decider.decide(now, received, decidedAt);
            if (now == null && decision.changed() != null && agentsInAll >= maxAgents) {
                draft.reject(
                        record,
                        "too_many_agents",
                        "expected one of the agents that are known, found a new one beyond the "
                                + maxAgents
                                + " of mc.max-agents");
            } else {
                settle(received, now, decision);
            }
        }
    }

    /** A change of presence is told by the first record that names it, before any later one is. */
    @Override
    public void passed(Received<AgentFact> received) {
        AgentFact fact = received.fact();
        touched.put(fact.agentId(), fact.eventId());
        PresenceChange change = presences.get(fact.eventId());
        if (change != null && change.isToldAt(received.source())) {
            draft.tell(change.outcome(), received.hash());
            if (change.toldAt() == null) {
                PresenceChange told = change.told(received.source());
                presences.put(fact.eventId(), told);
                draft.presence(told);
                untold.remove(fact.agentId());
            }
        }
    }

    @Override
    public void redelivered(Received<AgentFact> received, Processed processed) {
        AgentId agentId = received.fact().agentId();
        if (agents.containsKey(agentId) || received.fact() instanceof AgentRepaired) {
            touched.put(agentId, processed.eventId());
        }
    }

    @Override
    public BatchResult finish() {
        touched.forEach((agentId, by) -> {
            switch (agents.get(agentId)) {
                case StoredAgent.Known(AgentSnapshot agent) ->
                        draft.publish(
                                agent.isListed()
                                        ? Records.agent(agent, by)
                                        : Records.tombstone(agentId));
                case StoredAgent.Unreadable _ -> {}
                case null -> draft.publish(Records.tombstone(agentId));
            }
        });
        return draft.finish(List.of(), changed.values(), decidedAt);
    }

    /** What is published of an agent that is nowhere else is taken back. */
    private void repair(Received<AgentRepaired> received, @Nullable AgentSnapshot now) {
        AgentId agentId = received.fact().agentId();
        Optional<AgentSnapshot> folded = requireNonNull(folds.get(agentId)).agent();
        if (folded.isPresent()) {
            settle(received, now, decider.repair(now, folded.get(), received.fact()));
        } else {
            settle(received, now, decider.decide(now, received, decidedAt));
            touched.put(agentId, received.fact().eventId());
        }
    }

    private void settle(
            Received<? extends AgentFact> received,
            @Nullable AgentSnapshot now,
            AgentDecision decision) {
        AgentFact fact = received.fact();
        folds.computeIfPresent(fact.agentId(), (_, fold) -> continued(fold, received, decision));
        decision.change()
                .ifPresent(next -> {
                    if (now == null) {
                        agentsInAll++;
                    }
                    agents.put(fact.agentId(), new StoredAgent.Known(next));
                    changed.put(fact.agentId(), next);
                    touched.put(fact.agentId(), fact.eventId());
                });
        draft.claim(
                fact.eventId(),
                received,
                fact.agentId().value(),
                decision.outcome(),
                Entries.of(received, decision, now, decidedAt, decider.limits()),
                decision.changed() != null);
        draft.incidents(decision.incidents());
    }

    private AgentFold continued(
            AgentFold fold, Received<? extends AgentFact> received, AgentDecision decision) {
        fold.add(
                new AgentFold.OfAgent(
                        received.with(received.fact()),
                        decidedAt,
                        decider.limits(),
                        decision.changed() == null ? null : decision.changed().version(),
                        true));
        return fold;
    }
}
