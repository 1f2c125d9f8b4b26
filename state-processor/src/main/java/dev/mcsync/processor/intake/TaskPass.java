package dev.mcsync.processor.intake;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskRepaired;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.processor.core.AgentDecider;
import dev.mcsync.processor.core.Commands;
import dev.mcsync.processor.core.Received;
import dev.mcsync.processor.core.RowDecider;
import dev.mcsync.processor.core.TaskDecider;
import dev.mcsync.processor.core.TaskDecision;
import dev.mcsync.processor.core.TaskFold;
import dev.mcsync.processor.ledger.Loaded;
import dev.mcsync.processor.ledger.Processed;
import dev.mcsync.processor.ledger.Refusals;
import dev.mcsync.processor.ledger.StoredTask;
import dev.mcsync.processor.publish.Records;
import dev.mcsync.processor.stats.StatsChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Lets facts about tasks take effect. For each batch it publishes, in this order: what each fact
 * did, in the order of the log; then each touched task as it stands now; the commands that follow;
 * and that the agents of these tasks were touched.
 */
final class TaskPass implements BatchPass<TaskFact> {

    private final TaskDecider decider;
    private final RowDecider rows;
    private final Instant decidedAt;
    private final BatchDraft draft;
    private final Map<TaskId, StoredTask> tasks;
    private final Map<CommandId, TaskId> attempts;
    private final Refusals refusals;
    private final Map<TaskId, TaskFold> folds = new HashMap<>();
    private final Map<TaskId, TaskSnapshot> changed = new HashMap<>();
    private final Set<TaskId> touched = new LinkedHashSet<>();
    private final List<TaskOutcome> told = new ArrayList<>();
    private final Holders holders;

    TaskPass(TaskDecider decider, Loaded loaded, Instant decidedAt, BatchDraft draft) {
        this.decider = decider;
        this.rows = new RowDecider(decider.limits());
        this.decidedAt = decidedAt;
        this.draft = draft;
        this.tasks = new HashMap<>(loaded.tasks());
        this.attempts = new HashMap<>(loaded.attempts());
        this.refusals = new Refusals(loaded.refusals());
        this.holders =
                new Holders(new AgentDecider(decider.limits()), decidedAt, draft, loaded.agents());
        loaded.taskHistories().forEach((taskId, steps) -> folds.put(taskId, fold(steps)));
    }

    @Override
    public void decide(Received<TaskFact> received, ConsumerRecord<byte[], byte[]> record) {
        switch (received.fact()) {
            case TaskRepaired repaired -> repair(received.with(repaired), record);
            case TaskAdopted adopted -> adopt(received.with(adopted));
            case TaskFact _ -> decideOnRow(received, record);
        }
    }

    private void decideOnRow(Received<TaskFact> received, ConsumerRecord<byte[], byte[]> record) {
        switch (tasks.get(received.fact().taskId())) {
            case StoredTask.Known(TaskSnapshot now) ->
                    keep(received, decide(now, received), record);
            case StoredTask.Unadopted(TaskAdopted adoption) -> waitFor(adoption, record);
            case StoredTask.Unreadable _ -> draft.rejectUnreadable(record);
            case null -> keep(received, decide(null, received), record);
        }
    }

    private TaskDecision decide(@Nullable TaskSnapshot now, Received<? extends TaskFact> received) {
        return decider.decide(now, received, decidedAt, isTakenFrom(received.fact().taskId()));
    }

    private Predicate<CommandId> isTakenFrom(TaskId taskId) {
        return name -> !attempts.getOrDefault(name, taskId).equals(taskId);
    }

    /** A flood of reports about what is not their agent's business stays out of the ledger. */
    private void keep(
            Received<TaskFact> received,
            TaskDecision decision,
            ConsumerRecord<byte[], byte[]> record) {
        Reason reason = decision.outcome().reason();
        if (reason == null
                || !(received.fact() instanceof AgentReport report)
                || refusals.keeps(
                        reason, report.taskId(), received.source(), received.receivedAt())) {
            settle(received, decision);
        } else {
            draft.reject(
                    record,
                    reason.wireName(),
                    "expected the agent that holds the task; the ledger keeps the first of an hour");
        }
    }

    @Override
    public void redelivered(Received<TaskFact> received, Processed processed) {
        TaskId taskId = received.fact().taskId();
        if (tasks.containsKey(taskId) || received.fact() instanceof TaskRepaired) {
            touched.add(taskId);
        }
        if (processed.outcome() instanceof TaskOutcome outcome) {
            told.add(outcome);
            holders.redelivered(received, outcome);
        }
    }

    /** What is published of a task that is nowhere else is taken back. */
    @Override
    public BatchResult finish() {
        for (TaskId taskId : touched) {
            switch (tasks.get(taskId)) {
                case StoredTask.Known(TaskSnapshot task) ->
                        draft.publishState(
                                task.lastEventId(),
                                task.isOnBoard() ? Records.task(task) : Records.tombstone(taskId));
                case StoredTask.Unadopted _, StoredTask.Unreadable _ -> {}
                case null -> draft.publish(Records.tombstone(taskId));
            }
        }
        for (TaskOutcome outcome : told) {
            if (tasks.get(outcome.taskId()) instanceof StoredTask.Known(TaskSnapshot task)) {
                Commands.commandsFor(outcome, task)
                        .forEach(command ->
                                draft.publishAfter(
                                        outcome.eventId(),
                                        Records.command(command, outcome.eventId())));
            }
        }
        holders.publishTouches();
        return draft.finish(changed.values(), holders.changed(), decidedAt);
    }

    private void repair(Received<TaskRepaired> received, ConsumerRecord<byte[], byte[]> record) {
        TaskId taskId = received.fact().taskId();
        StoredTask stored = tasks.get(taskId);
        TaskSnapshot found = stored instanceof StoredTask.Known(TaskSnapshot task) ? task : null;
        Optional<TaskSnapshot> folded = requireNonNull(folds.get(taskId)).task();
        if (folded.isPresent()) {
            settle(received, rows.repair(found, folded.get(), received, decidedAt));
        } else if (stored == null || found != null) {
            settle(received, decide(found, received));
            touched.add(taskId);
        } else {
            decideOnRow(received.with(received.fact()), record);
        }
    }

    /** A row with a ledger was no row of the old system, whatever it looks like. */
    private void adopt(Received<TaskAdopted> received) {
        TaskId taskId = received.fact().taskId();
        Optional<TaskSnapshot> folded = requireNonNull(folds.get(taskId)).task();
        StoredTask stored = tasks.get(taskId);
        if (stored instanceof StoredTask.Known(TaskSnapshot task)) {
            settle(
                    received,
                    folded.isPresent()
                            ? decide(task, received)
                            : rows.adopt(received, task.version(), decidedAt, isTakenFrom(taskId)));
        } else if (stored instanceof StoredTask.Unadopted) {
            settle(
                    received,
                    folded.isPresent()
                            ? rows.restore(folded.get(), received, decidedAt)
                            : rows.adopt(received, 0, decidedAt, isTakenFrom(taskId)));
        } else {
            settle(received, decide(null, received));
        }
    }

    /** Any other fact waits on the log behind the one that takes the row over. */
    private void waitFor(TaskAdopted adoption, ConsumerRecord<byte[], byte[]> record) {
        draft.publish(Records.fact(adoption));
        draft.forward(Records.forwarded(Topic.TASK_EVENTS, record));
    }

    private TaskFold continued(
            TaskFold fold, Received<? extends TaskFact> received, TaskDecision decision) {
        TaskOutcome outcome = decision.outcome();
        TaskState after = outcome.after();
        fold.add(
                new TaskFold.Step(
                        received.with(received.fact()),
                        decidedAt,
                        decider.limits(),
                        outcome.effect(),
                        decision.changed() == null ? null : decision.changed().version(),
                        after == null ? null : after.status(),
                        after == null ? null : after.stage(),
                        outcome.actor().commandId(),
                        outcome.actor().attempt()));
        return fold;
    }

    private TaskFold fold(List<TaskFold.Step> steps) {
        TaskFold fold = new TaskFold(decider.limits());
        steps.forEach(fold::add);
        return fold;
    }

    private void settle(Received<? extends TaskFact> received, TaskDecision decision) {
        TaskFact fact = received.fact();
        TaskSnapshot before =
                tasks.get(fact.taskId()) instanceof StoredTask.Known(TaskSnapshot known)
                        ? known
                        : null;
        StatsChange.of(fact, before, decision).ifPresent(draft::stats);
        decision.change()
                .ifPresent(next -> {
                    tasks.put(fact.taskId(), new StoredTask.Known(next));
                    changed.put(fact.taskId(), next);
                    attempts.put(next.commandId(), fact.taskId());
                    touched.add(fact.taskId());
                });
        draft.claim(
                fact.eventId(),
                received,
                fact.taskId().value(),
                decision.outcome(),
                Entries.of(
                        received,
                        decision,
                        holders.apply(received, decision.outcome()),
                        decider.limits()),
                decision.changed() != null);
        folds.computeIfPresent(fact.taskId(), (_, fold) -> continued(fold, received, decision));
        draft.incidents(decision.incidents());
        told.add(decision.outcome());
    }
}
