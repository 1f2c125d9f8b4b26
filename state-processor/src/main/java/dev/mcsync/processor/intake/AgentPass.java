package dev.mcsync.processor.intake;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.processor.core.AgentDecider;
import dev.mcsync.processor.core.AgentDecision;
import dev.mcsync.processor.core.Received;
import dev.mcsync.processor.ledger.Keys;
import dev.mcsync.processor.ledger.Ledger;
import dev.mcsync.processor.ledger.Loaded;
import dev.mcsync.processor.ledger.Processed;
import dev.mcsync.processor.ledger.StoredAgent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Lets facts about agents take effect. For each batch it publishes the changes of presence in the
 * order of the log, then each touched agent as it stands now.
 */
final class AgentPass implements BatchPass<AgentFact> {

    private static final RecordReader<AgentFact> READER =
            new RecordReader<>(
                    WireCodec::decodeAgentFact, WireCodec::encode, fact -> fact.agentId().value());

    private final AgentDecider decider;
    private final Instant decidedAt;
    private final BatchDraft draft;
    private final Map<AgentId, StoredAgent> agents;
    private final Map<AgentId, AgentSnapshot> changed = new HashMap<>();
    private final Map<AgentId, EventId> touched = new LinkedHashMap<>();

    private AgentPass(AgentDecider decider, Loaded loaded, Instant decidedAt, BatchDraft draft) {
        this.decider = decider;
        this.decidedAt = decidedAt;
        this.draft = draft;
        this.agents = new HashMap<>(loaded.agents());
    }

    static BatchApplier applier(Ledger ledger, AgentDecider decider, InstantSource clock) {
        return new FactBatchApplier<>(
                Topic.AGENT_HEARTBEATS,
                READER,
                AgentFact::eventId,
                new OfAgents(decider),
                ledger,
                clock);
    }

    private record OfAgents(AgentDecider decider) implements Kind<AgentFact> {

        @Override
        public Keys keysOf(List<AgentFact> facts) {
            return new Keys(
                    Set.of(),
                    facts.stream().map(AgentFact::agentId).collect(Collectors.toSet()),
                    facts.stream().map(AgentFact::eventId).collect(Collectors.toSet()));
        }

        @Override
        public BatchPass<AgentFact> begin(Loaded loaded, Instant decidedAt, BatchDraft draft) {
            return new AgentPass(decider, loaded, decidedAt, draft);
        }
    }

    @Override
    public void decide(Received<AgentFact> received, ConsumerRecord<byte[], byte[]> record) {
        switch (agents.get(received.fact().agentId())) {
            case StoredAgent.Known(AgentSnapshot now) -> settle(received, now);
            case StoredAgent.Unreadable _ -> draft.rejectUnreadable(record);
            case null -> settle(received, null);
        }
    }

    @Override
    public void redelivered(Received<AgentFact> received, Processed processed) {
        touched.put(received.fact().agentId(), processed.eventId());
    }

    @Override
    public BatchResult finish() {
        touched.forEach((agentId, by) -> {
            if (agents.get(agentId) instanceof StoredAgent.Known(AgentSnapshot agent)) {
                draft.publish(Records.agent(agent, by));
            }
        });
        return draft.finish(List.of(), changed.values());
    }

    private void settle(Received<AgentFact> received, @Nullable AgentSnapshot now) {
        AgentFact fact = received.fact();
        AgentDecision decision = decider.decide(now, received, decidedAt);
        decision.change()
                .ifPresent(next -> {
                    agents.put(fact.agentId(), new StoredAgent.Known(next));
                    changed.put(fact.agentId(), next);
                    touched.put(fact.agentId(), fact.eventId());
                });
        draft.claim(
                fact.eventId(),
                received,
                fact.agentId().value(),
                decision.outcome(),
                Entries.of(received, decision, now, decidedAt),
                decision.changed() != null);
        draft.incidents(decision.incidents());
    }
}
