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
import dev.mcsync.processor.ledger.StoredAgent;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Applies facts about agents. Publishes the changes of presence in the order of the log, then each
 * touched agent as it stands now.
 */
final class AgentBatchApplier implements BatchApplier {

    private static final RecordReader<AgentFact> READER =
            new RecordReader<>(
                    WireCodec::decodeAgentFact, WireCodec::encode, fact -> fact.agentId().value());

    private final Ledger ledger;
    private final AgentDecider decider;
    private final InstantSource clock;

    AgentBatchApplier(Ledger ledger, AgentDecider decider, InstantSource clock) {
        this.ledger = ledger;
        this.decider = decider;
        this.clock = clock;
    }

    @Override
    public BatchResult apply(List<ConsumerRecord<byte[], byte[]>> records, int partitions) {
        List<Intake<AgentFact>> batch =
                records.stream().map(record -> READER.read(record, partitions)).toList();
        return ledger.transact(
                keysOf(batch),
                loaded ->
                        new Run(loaded, clock.instant().truncatedTo(ChronoUnit.MICROS))
                                .over(batch));
    }

    @Override
    public BatchResult reject(ConsumerRecord<byte[], byte[]> record, String reason, String detail) {
        Intake<AgentFact> rejected = new Intake.Rejected<>(record, reason, detail);
        return ledger.transact(
                new Keys(Set.of(), Set.of(), Set.of()),
                loaded -> new Run(loaded, clock.instant()).over(List.of(rejected)));
    }

    private static Keys keysOf(List<Intake<AgentFact>> batch) {
        Set<AgentId> agents = new HashSet<>();
        Set<EventId> events = new HashSet<>();
        for (Intake<AgentFact> intake : batch) {
            if (intake instanceof Intake.Accepted<AgentFact>(var received, _)) {
                agents.add(received.fact().agentId());
                events.add(received.fact().eventId());
            }
        }
        return new Keys(Set.of(), agents, events);
    }

    /** One pass over a batch with the rows locked. */
    private final class Run {

        private final Instant decidedAt;
        private final BatchDraft draft;
        private final Map<AgentId, StoredAgent> agents;
        private final Map<AgentId, AgentSnapshot> changed = new HashMap<>();
        private final Map<AgentId, EventId> touched = new LinkedHashMap<>();

        Run(Loaded loaded, Instant decidedAt) {
            this.decidedAt = decidedAt;
            this.draft = new BatchDraft(loaded.events());
            this.agents = new HashMap<>(loaded.agents());
        }

        BatchResult over(List<Intake<AgentFact>> batch) {
            for (Intake<AgentFact> intake : batch) {
                draft.consume(intake.record());
                switch (intake) {
                    case Intake.Accepted<AgentFact>(var received, var record) ->
                            accept(received, record);
                    case Intake.Rejected<AgentFact>(var record, var reason, var detail) ->
                            draft.reject(record, reason, detail);
                    case Intake.Misrouted<AgentFact>(var record) ->
                            draft.forward(Records.forwarded(Topic.AGENT_HEARTBEATS, record));
                }
            }
            touched.forEach((agentId, by) -> {
                if (agents.get(agentId) instanceof StoredAgent.Known(AgentSnapshot agent)) {
                    draft.publish(Records.agent(agent, by));
                }
            });
            return draft.finish(List.of(), changed.values());
        }

        private void accept(Received<AgentFact> received, ConsumerRecord<byte[], byte[]> record) {
            AgentFact fact = received.fact();
            switch (draft.noveltyOf(fact.eventId(), received)) {
                case BatchDraft.Novelty.New _ -> decide(received, record);
                case BatchDraft.Novelty.Redelivered(var processed) -> {
                    processed
                            .published()
                            .ifPresent(outcome -> draft.publish(Records.outcome(outcome)));
                    touched.put(fact.agentId(), fact.eventId());
                }
                case BatchDraft.Novelty.Duplicate _ -> {}
                case BatchDraft.Novelty.Conflict _ ->
                        draft.rejectConflict(record, fact.eventId(), received);
            }
        }

        private void decide(Received<AgentFact> received, ConsumerRecord<byte[], byte[]> record) {
            switch (agents.get(received.fact().agentId())) {
                case StoredAgent.Known(AgentSnapshot now) -> settle(received, now);
                case StoredAgent.Unreadable _ -> draft.rejectUnreadable(record);
                case null -> settle(received, null);
            }
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
}
