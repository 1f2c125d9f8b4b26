package dev.mcsync.processor.intake;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.AgentSeen;
import dev.mcsync.contracts.wire.Reason;
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
import dev.mcsync.processor.ledger.Processed;
import dev.mcsync.processor.ledger.StoredTask;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Lets facts about tasks take effect. For each batch it publishes, in this order: what each fact
 * did, in the order of the log; then each touched task as it stands now; the commands that follow;
 * and that the reporting agents were seen.
 */
final class TaskPass implements BatchPass<TaskFact> {

    private static final RecordReader<TaskFact> READER =
            new RecordReader<>(
                    WireCodec::decodeTaskFact, WireCodec::encode, fact -> fact.taskId().value());

    private final TaskDecider decider;
    private final Instant decidedAt;
    private final BatchDraft draft;
    private final Map<TaskId, StoredTask> tasks;
    private final Map<TaskId, TaskSnapshot> changed = new HashMap<>();
    private final Set<TaskId> touched = new LinkedHashSet<>();
    private final List<TaskOutcome> told = new ArrayList<>();
    private final Map<AgentId, Received<TaskFact>> seen = new LinkedHashMap<>();

    private TaskPass(TaskDecider decider, Loaded loaded, Instant decidedAt, BatchDraft draft) {
        this.decider = decider;
        this.decidedAt = decidedAt;
        this.draft = draft;
        this.tasks = new HashMap<>(loaded.tasks());
    }

    static BatchApplier applier(Ledger ledger, TaskDecider decider, InstantSource clock) {
        return new FactBatchApplier<>(
                Topic.TASK_EVENTS, READER, TaskFact::eventId, new OfTasks(decider), ledger, clock);
    }

    private record OfTasks(TaskDecider decider) implements Kind<TaskFact> {

        @Override
        public Keys keysOf(List<TaskFact> facts) {
            return new Keys(
                    facts.stream().map(TaskFact::taskId).collect(Collectors.toSet()),
                    Set.of(),
                    facts.stream().map(TaskFact::eventId).collect(Collectors.toSet()));
        }

        @Override
        public BatchPass<TaskFact> begin(Loaded loaded, Instant decidedAt, BatchDraft draft) {
            return new TaskPass(decider, loaded, decidedAt, draft);
        }
    }

    @Override
    public void decide(Received<TaskFact> received, ConsumerRecord<byte[], byte[]> record) {
        switch (tasks.get(received.fact().taskId())) {
            case StoredTask.Known(TaskSnapshot now) ->
                    settle(received, decider.decide(now, received, decidedAt));
            case StoredTask.Unadopted(TaskAdopted adoption) -> adopt(adoption, received, record);
            case StoredTask.Unreadable _ -> draft.rejectUnreadable(record);
            case null -> settle(received, decider.decide(null, received, decidedAt));
        }
    }

    @Override
    public void redelivered(Received<TaskFact> received, Processed processed) {
        touched.add(received.fact().taskId());
        if (processed.outcome() instanceof TaskOutcome outcome) {
            told.add(outcome);
            noteSeen(received, outcome);
        }
    }

    @Override
    public BatchResult finish() {
        for (TaskId taskId : touched) {
            if (tasks.get(taskId) instanceof StoredTask.Known(TaskSnapshot task)) {
                draft.publish(Records.task(task));
            }
        }
        for (TaskOutcome outcome : told) {
            if (tasks.get(outcome.taskId()) instanceof StoredTask.Known(TaskSnapshot task)) {
                Commands.commandFor(outcome, task)
                        .map(command -> Records.command(command, outcome.eventId()))
                        .ifPresent(draft::publish);
            }
        }
        seen.forEach((agent, last) -> draft.publish(Records.fact(seenFact(agent, last))));
        return draft.finish(changed.values(), List.of());
    }

    /** Any other fact waits on the log behind the one that takes the row over. */
    private void adopt(
            TaskAdopted adoption,
            Received<TaskFact> received,
            ConsumerRecord<byte[], byte[]> record) {
        if (received.fact() instanceof TaskAdopted adopted) {
            settle(received, decider.adopt(with(received, adopted), decidedAt));
        } else {
            draft.publish(Records.fact(adoption));
            draft.forward(Records.forwarded(Topic.TASK_EVENTS, record));
        }
    }

    private void settle(Received<TaskFact> received, TaskDecision decision) {
        TaskFact fact = received.fact();
        decision.change()
                .ifPresent(next -> {
                    tasks.put(fact.taskId(), new StoredTask.Known(next));
                    changed.put(fact.taskId(), next);
                    touched.add(fact.taskId());
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
        noteSeen(received, decision.outcome());
    }

    /** Only a report about a task that the agent holds shows it alive: ids are easily made up. */
    private void noteSeen(Received<TaskFact> received, TaskOutcome outcome) {
        boolean holdsTheTask =
                outcome.reason() != Reason.UNKNOWN_TASK && outcome.reason() != Reason.WRONG_AGENT;
        if (holdsTheTask && received.fact() instanceof AgentReport report) {
            seen.put(report.agentId(), received);
        }
    }

    private static AgentSeen seenFact(AgentId agent, Received<TaskFact> last) {
        SourcePosition source = last.source();
        return new AgentSeen(
                EventId.derived(AgentSeen.TYPE, agent.value(), source.toString()),
                agent,
                last.receivedAt());
    }

    private static Received<TaskAdopted> with(Received<TaskFact> received, TaskAdopted adopted) {
        return new Received<>(adopted, received.source(), received.receivedAt(), received.hash());
    }
}
