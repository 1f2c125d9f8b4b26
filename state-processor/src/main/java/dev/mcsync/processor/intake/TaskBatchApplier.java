package dev.mcsync.processor.intake;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.AgentSeen;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.processor.core.Commands;
import dev.mcsync.processor.core.Received;
import dev.mcsync.processor.core.TaskDecider;
import dev.mcsync.processor.core.TaskDecision;
import dev.mcsync.processor.ledger.Keys;
import dev.mcsync.processor.ledger.Ledger;
import dev.mcsync.processor.ledger.Loaded;
import dev.mcsync.processor.ledger.StoredTask;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Applies facts about tasks. For each batch it publishes, in this order: what each fact did, in the
 * order of the log; then each touched task as it stands now; the commands that follow; and that the
 * reporting agents were seen.
 */
final class TaskBatchApplier implements BatchApplier {

    private static final RecordReader<TaskFact> READER =
            new RecordReader<>(
                    WireCodec::decodeTaskFact, WireCodec::encode, fact -> fact.taskId().value());

    private final Ledger ledger;
    private final TaskDecider decider;
    private final InstantSource clock;

    TaskBatchApplier(Ledger ledger, TaskDecider decider, InstantSource clock) {
        this.ledger = ledger;
        this.decider = decider;
        this.clock = clock;
    }

    @Override
    public BatchResult apply(List<ConsumerRecord<byte[], byte[]>> records, int partitions) {
        List<Intake<TaskFact>> batch =
                records.stream().map(record -> READER.read(record, partitions)).toList();
        return ledger.transact(
                keysOf(batch),
                loaded ->
                        new Run(loaded, clock.instant().truncatedTo(ChronoUnit.MICROS))
                                .over(batch));
    }

    @Override
    public BatchResult reject(ConsumerRecord<byte[], byte[]> record, String reason, String detail) {
        Intake<TaskFact> rejected = new Intake.Rejected<>(record, reason, detail);
        return ledger.transact(
                new Keys(Set.of(), Set.of(), Set.of()),
                loaded -> new Run(loaded, clock.instant()).over(List.of(rejected)));
    }

    private static Keys keysOf(List<Intake<TaskFact>> batch) {
        Set<TaskId> tasks = new HashSet<>();
        Set<EventId> events = new HashSet<>();
        for (Intake<TaskFact> intake : batch) {
            if (intake instanceof Intake.Accepted<TaskFact>(var received, _)) {
                tasks.add(received.fact().taskId());
                events.add(received.fact().eventId());
            }
        }
        return new Keys(tasks, Set.of(), events);
    }

    /** One pass over a batch with the rows locked. */
    private final class Run {

        private final Instant decidedAt;
        private final BatchDraft draft;
        private final Map<TaskId, StoredTask> tasks;
        private final Map<TaskId, TaskSnapshot> changed = new HashMap<>();
        private final Set<TaskId> touched = new HashSet<>();
        private final List<TaskOutcome> told = new ArrayList<>();
        private final Map<AgentId, Received<TaskFact>> seen = new LinkedHashMap<>();

        Run(Loaded loaded, Instant decidedAt) {
            this.decidedAt = decidedAt;
            this.draft = new BatchDraft(loaded.events());
            this.tasks = new HashMap<>(loaded.tasks());
        }

        BatchResult over(List<Intake<TaskFact>> batch) {
            for (Intake<TaskFact> intake : batch) {
                draft.consume(intake.record());
                switch (intake) {
                    case Intake.Accepted<TaskFact>(var received, var record) ->
                            accept(received, record);
                    case Intake.Rejected<TaskFact>(var record, var reason, var detail) ->
                            draft.reject(record, reason, detail);
                    case Intake.Misrouted<TaskFact>(var record) ->
                            draft.forward(Records.forwarded(Topic.TASK_EVENTS, record));
                }
            }
            publishWhatFollows();
            return draft.finish(changed.values(), List.of());
        }

        private void accept(Received<TaskFact> received, ConsumerRecord<byte[], byte[]> record) {
            TaskFact fact = received.fact();
            switch (draft.noveltyOf(fact.eventId(), received)) {
                case BatchDraft.Novelty.New _ -> decide(received, record);
                case BatchDraft.Novelty.Redelivered(var processed) -> {
                    processed
                            .published()
                            .ifPresent(outcome -> draft.publish(Records.outcome(outcome)));
                    if (processed.outcome() instanceof TaskOutcome outcome) {
                        told.add(outcome);
                    }
                    touched.add(fact.taskId());
                    noteSeen(received);
                }
                case BatchDraft.Novelty.Duplicate _ -> {}
                case BatchDraft.Novelty.Conflict _ ->
                        draft.rejectConflict(record, fact.eventId(), received);
            }
        }

        private void decide(Received<TaskFact> received, ConsumerRecord<byte[], byte[]> record) {
            TaskFact fact = received.fact();
            StoredTask stored = tasks.get(fact.taskId());
            if (stored instanceof StoredTask.Unadopted(TaskAdopted adoption)) {
                if (fact instanceof TaskAdopted adopted) {
                    settle(received, decider.adopt(with(received, adopted), decidedAt), null);
                } else {
                    adoptFirst(adoption, record);
                }
                return;
            }
            if (stored instanceof StoredTask.Unreadable) {
                draft.rejectUnreadable(record);
                return;
            }
            TaskSnapshot now = stored instanceof StoredTask.Known(TaskSnapshot task) ? task : null;
            settle(received, decider.decide(now, received, decidedAt), now);
        }

        /** The fact waits on the log behind the one that takes the row over. */
        private void adoptFirst(TaskAdopted adoption, ConsumerRecord<byte[], byte[]> record) {
            draft.publish(Records.fact(adoption));
            draft.forward(Records.forwarded(Topic.TASK_EVENTS, record));
        }

        private void settle(
                Received<TaskFact> received, TaskDecision decision, @Nullable TaskSnapshot now) {
            TaskFact fact = received.fact();
            decision.change()
                    .ifPresent(next -> {
                        tasks.put(fact.taskId(), new StoredTask.Known(next));
                        changed.put(fact.taskId(), next);
                    });
            draft.claim(
                    fact.eventId(),
                    received,
                    fact.taskId().value(),
                    decision.outcome(),
                    Entries.of(received, decision),
                    decision.changed() != null);
            draft.incidents(decision.incidents());
            told.add(decision.outcome());
            if (decision.changed() != null) {
                touched.add(fact.taskId());
            }
            if (now != null || decision.changed() != null) {
                noteSeen(received);
            }
        }

        /** Only a report about a task that exists shows its agent: ids are easily made up. */
        private void noteSeen(Received<TaskFact> received) {
            if (received.fact() instanceof AgentReport report) {
                seen.put(report.agentId(), received);
            }
        }

        private void publishWhatFollows() {
            for (TaskId taskId : touched) {
                if (tasks.get(taskId) instanceof StoredTask.Known(TaskSnapshot task)) {
                    draft.publish(Records.task(task));
                }
            }
            for (TaskOutcome outcome : told) {
                if (tasks.get(outcome.taskId()) instanceof StoredTask.Known(TaskSnapshot task)) {
                    Commands.commandFor(outcome, task)
                            .ifPresent(command ->
                                    draft.publish(Records.command(command, outcome.eventId())));
                }
            }
            seen.forEach((agent, last) -> draft.publish(Records.fact(seenFact(agent, last))));
        }

        private static AgentSeen seenFact(AgentId agent, Received<TaskFact> last) {
            SourcePosition source = last.source();
            return new AgentSeen(
                    EventId.derived(AgentSeen.TYPE, agent.value(), source.toString()),
                    agent,
                    last.receivedAt());
        }

        private static Received<TaskAdopted> with(
                Received<TaskFact> received, TaskAdopted adopted) {
            return new Received<>(
                    adopted, received.source(), received.receivedAt(), received.hash());
        }
    }
}
