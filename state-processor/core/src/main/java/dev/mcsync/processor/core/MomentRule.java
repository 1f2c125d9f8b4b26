package dev.mcsync.processor.core;

import static dev.mcsync.contracts.wire.TaskStatus.QUEUED;
import static dev.mcsync.contracts.wire.TaskStatus.RUNNING;
import static dev.mcsync.contracts.wire.TaskStatus.TIMEOUT;

import dev.mcsync.contracts.wire.TaskSnapshot.Moments;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Instant;

/**
 * When an attempt took its steps. A change of status tells when it finished; only a report tells
 * when it was acknowledged and when work began, the steps that it jumped over among them.
 *
 * <p>The changeset {@code task-moments-of-the-ledger} says the same in SQL for rows from before
 * there were moments; {@code TaskMomentsIT} holds the two together.
 */
final class MomentRule {

    private MomentRule() {}

    static Moments after(TaskStatus before, TaskStatus next, Moments now, Instant at) {
        return before == next ? now : now.finished(next.isEnded() ? at : null);
    }

    /**
     * What a report shows. An attempt that timed out may not have been acknowledged yet, as one
     * that is queued; what became of it in ack and running before its row was adopted, nobody
     * knows.
     */
    static Moments shown(TaskStatus before, TaskStatus next, Moments now, Instant at) {
        if (before == next) {
            return now;
        }
        boolean mayBeUnheard = before == QUEUED || before == TIMEOUT;
        boolean isUnheard = mayBeUnheard && now.ackedAt() == null;
        Moments heard = mayBeUnheard ? now.acked(at) : now;
        return switch (next) {
            case RUNNING, DONE -> before == RUNNING ? heard : heard.started(at);
            // Who refuses what he acknowledged need not have begun with it.
            case FAILED -> isUnheard ? heard.started(at) : heard;
            case QUEUED, ACK, TIMEOUT -> heard;
        };
    }
}
