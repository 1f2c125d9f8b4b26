package dev.mcsync.infra.proof.agent;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskOutcome.Transition;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.processor.ledger.Changes;
import dev.mcsync.processor.ledger.LedgerEntry;
import dev.mcsync.processor.ledger.Loaded;
import dev.mcsync.processor.ledger.Processed;
import dev.mcsync.processor.ledger.StoredTask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Bugs in what is known of events that took effect. Called by woven code. */
public final class DedupBugs {

    private static final int ONE_BATCH_IN = 20;

    private static final AtomicInteger batches = new AtomicInteger();

    private DedupBugs() {}

    /**
     * @param novelty one of the processor's {@code BatchDraft.Novelty}
     */
    public static Object alwaysNew(Object novelty) {
        if (novelty.getClass().getSimpleName().equals("New")) {
            return novelty;
        }
        Effects.of(PlantedBug.NO_DEDUP);
        return Copies.construct(newIn(novelty.getClass()), new Class<?>[0], new Object[0]);
    }

    private static Class<?> newIn(Class<?> novelty) {
        try {
            String name = novelty.getNestHost().getName() + "$Novelty$New";
            return Class.forName(name, true, novelty.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("Expected a kind of novelty beside " + novelty, e);
        }
    }

    /** The ledger itself takes no id twice, so the second claim goes under another. */
    public static EventId unused(EventId eventId, Map<?, ?> known) {
        return known.containsKey(eventId) ? EventId.fresh() : eventId;
    }

    public static LedgerEntry under(EventId eventId, LedgerEntry entry) {
        return entry.eventId().equals(eventId) ? entry : Copies.with(entry, "eventId", eventId);
    }

    public static Changes sometimesWithoutRows(Changes changes) {
        boolean changesNothing = changes.tasks().isEmpty() && changes.agents().isEmpty();
        if (changesNothing || batches.incrementAndGet() % ONE_BATCH_IN > 0) {
            return changes;
        }
        Effects.of(PlantedBug.DEDUP_WITHOUT_EFFECT);
        return withoutRows(changes);
    }

    static Changes withoutRows(Changes changes) {
        return Copies.with(Copies.with(changes, "tasks", List.of()), "agents", List.of());
    }

    /**
     * @param batch of the processor's {@code Intake}
     */
    public static Loaded withCurrentState(List<?> batch, Loaded loaded) {
        Set<SourcePosition> here =
                batch.stream().map(DedupBugs::positionOf).collect(Collectors.toSet());
        Map<EventId, Processed> events = new HashMap<>(loaded.events());
        events.replaceAll((_, processed) ->
                here.contains(processed.source())
                        ? withCurrentState(processed, loaded.tasks())
                        : processed);
        return Copies.with(loaded, "events", events);
    }

    private static Processed withCurrentState(Processed processed, Map<TaskId, StoredTask> tasks) {
        if (processed.outcome() instanceof TaskOutcome outcome
                && outcome.after() != null
                && tasks.get(outcome.taskId()) instanceof StoredTask.Known(TaskSnapshot now)
                && outcome.after().version() < now.version()) {
            Effects.of(PlantedBug.RE_EMIT_CURRENT_STATE);
            TaskState state = new TaskState(now.status(), now.stage(), now.version());
            Transition toNow = Copies.with(outcome.transition(), "after", state);
            return Copies.with(processed, "outcome", Copies.with(outcome, "transition", toNow));
        }
        return processed;
    }

    private static SourcePosition positionOf(Object intake) {
        if (Copies.component(intake, "record") instanceof ConsumerRecord<?, ?> record) {
            return new SourcePosition(record.topic(), record.partition(), record.offset());
        }
        throw new IllegalStateException("Expected a record in " + intake.getClass());
    }
}
