package dev.mcsync.processor.intake;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.AgentRestarted;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.contracts.wire.TaskAnswered;
import dev.mcsync.contracts.wire.TaskArchived;
import dev.mcsync.contracts.wire.TaskCancelled;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskEdited;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskMoved;
import dev.mcsync.contracts.wire.TaskNoted;
import dev.mcsync.contracts.wire.TaskRepaired;
import dev.mcsync.contracts.wire.TaskRetried;
import dev.mcsync.processor.core.Received;
import dev.mcsync.processor.core.TaskDecider;
import dev.mcsync.processor.ledger.Keys;
import dev.mcsync.processor.ledger.Ledger;
import dev.mcsync.processor.ledger.Loaded;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Facts about tasks. */
record OfTasks(TaskDecider decider) implements BatchPass.Kind<TaskFact> {

    private static final RecordReader<TaskFact> READER =
            new RecordReader<>(
                    WireCodec::decodeNewTaskFact, WireCodec::encode, fact -> fact.taskId().value());

    static BatchApplier applier(
            Ledger ledger, Places places, TaskDecider decider, InstantSource clock) {
        return new FactBatchApplier<>(new OfTasks(decider), ledger, places, clock);
    }

    @Override
    public Topic topic() {
        return Topic.TASK_EVENTS;
    }

    @Override
    public RecordReader<TaskFact> reader() {
        return READER;
    }

    @Override
    public EventId eventIdOf(TaskFact fact) {
        return fact.eventId();
    }

    @Override
    public Keys keysOf(List<Received<TaskFact>> received) {
        return TaskKeys.of(received);
    }

    @Override
    public Optional<TaskFact> ownUnder(TaskFact fact, EventId otherId) {
        return switch (fact) {
            case DeadlinePassed passed -> Optional.of(passed.under(otherId));
            case AgentRestarted restarted -> Optional.of(restarted.under(otherId));
            case TaskAdopted adopted -> Optional.of(adopted.under(otherId));
            case TaskRepaired repaired -> Optional.of(repaired.under(otherId));
            case TaskArchived archived -> Optional.of(archived.under(otherId));
            case AgentReport _,
                    TaskCreated _,
                    TaskMoved _,
                    TaskRetried _,
                    TaskCancelled _,
                    TaskAnswered _,
                    TaskNoted _,
                    TaskEdited _ ->
                    Optional.empty();
        };
    }

    @Override
    public BatchPass<TaskFact> begin(Loaded loaded, Instant decidedAt, BatchDraft draft) {
        return new TaskPass(decider, loaded, decidedAt, draft);
    }
}
