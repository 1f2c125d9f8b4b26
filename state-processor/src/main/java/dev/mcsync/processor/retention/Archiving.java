package dev.mcsync.processor.retention;

import dev.mcsync.contracts.wire.TaskArchived;
import dev.mcsync.processor.ledger.FinishedTasks;
import dev.mcsync.processor.publish.FactPublisher;
import dev.mcsync.processor.publish.Records;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Says of finished tasks that they leave the board, a batch when the one before has taken effect:
 * what people and agents say meanwhile waits behind one batch at most. Blocks.
 */
final class Archiving {

    private static final int BATCH = 200;

    /** For one batch. A log or a processor that takes longer has other cares than the archive. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FinishedTasks tasks;
    private final FactPublisher publisher;

    Archiving(FinishedTasks tasks, FactPublisher publisher) {
        this.tasks = tasks;
        this.publisher = publisher;
    }

    /**
     * @param tasks that have left the board, or were touched just then and stay
     * @param complete false when it was told to stop, or a batch had no effect in time; the next
     *     run goes on
     */
    record Report(long tasks, boolean complete) {}

    /**
     * @param isToStop asked again and again, first of all for a moment's pause
     */
    Report run(Instant horizon, BooleanSupplier isToStop) {
        FinishedTasks.Walk untouched = tasks.untouchedSince(horizon);
        long archived = 0;
        while (true) {
            List<TaskArchived> batch = untouched.next(BATCH);
            if (batch.isEmpty()) {
                return new Report(archived, true);
            }
            publisher.publish(batch.stream().map(Records::fact).toList());
            boolean isStopped = awaitEffect(batch, isToStop);
            long effective = batch.size() - tasks.outstanding(batch);
            archived += effective;
            if (isStopped || effective == 0) {
                return new Report(archived, false);
            }
        }
    }

    /**
     * Not for ever: a row that cannot be read keeps its place, and must not keep the others there.
     *
     * @return whether it is to stop
     */
    private boolean awaitEffect(List<TaskArchived> batch, BooleanSupplier isToStop) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            if (isToStop.getAsBoolean()) {
                return true;
            }
        } while (tasks.outstanding(batch) > 0 && System.nanoTime() < end);
        return false;
    }
}
