package dev.mcsync.processor.core;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.wire.Dialogue;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskRepaired;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot.Attempt;
import dev.mcsync.contracts.wire.TaskSnapshot.Moments;
import dev.mcsync.contracts.wire.TaskSnapshot.Phase;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a row that is not what facts made of it: one of the old system is taken
 * over, and one that was edited, lost or overtaken is put back as the ledger says.
 */
public record RowDecider(Limits limits) {

    /**
     * Takes over a row that no fact created, as the fact about it says.
     *
     * @param rowVersion 0, unless somebody gave the row a version by hand
     * @param isTaken as in {@link TaskDecider#decide}
     */
    public TaskDecision adopt(
            Received<TaskAdopted> received,
            long rowVersion,
            Instant decidedAt,
            Predicate<CommandId> isTaken) {
        TaskAdopted fact = received.fact();
        Instant at = received.receivedAt();
        Instant createdAt = fact.createdAt() == null ? at : fact.createdAt();
        boolean handedOut = fact.status() == TaskStatus.QUEUED && fact.stage() != Stage.BACKLOG;
        TaskSnapshot task =
                new TaskSnapshot(
                        fact.brief(),
                        rowVersion + 1,
                        Attempt.withoutPrior(
                                Attempts.adopted(fact, received.source(), isTaken),
                                fact.attempt(),
                                handedOut),
                        Phase.first(
                                fact.status(),
                                fact.stage(),
                                at,
                                adoptedDeadline(fact, at, decidedAt)),
                        Moments.NONE,
                        fact.remark(),
                        createdAt,
                        at,
                        fact.eventId(),
                        Dialogue.NONE,
                        null);
        return new Decisions(received, decidedAt, null).applied(task);
    }

    private @Nullable Instant adoptedDeadline(TaskAdopted fact, Instant at, Instant decidedAt) {
        return switch (fact.status()) {
            case QUEUED ->
                    fact.stage() == Stage.BACKLOG ? null : decidedAt.plus(limits.ackTimeout());
            case ACK, RUNNING -> at.plus(limits.runningTimeout());
            case DONE, FAILED, TIMEOUT -> null;
        };
    }

    /**
     * What the ledger says takes the place of what the row and the published snapshot say, under a
     * version above all that anybody may have seen.
     *
     * @param found the row as it stood; null when there was none that can be read
     * @param folded the task as its ledger says
     */
    public TaskDecision repair(
            @Nullable TaskSnapshot found,
            TaskSnapshot folded,
            Received<TaskRepaired> received,
            Instant decidedAt) {
        TaskRepaired fact = received.fact();
        return fact.found().isOfRow() && folded.equals(found)
                ? new Decisions(received, decidedAt, found).refused(Reason.NOTHING_TO_REPAIR)
                : restore(found, folded, fact.aboveVersion(), received, decidedAt);
    }

    /** The same for a row that looks as if no fact had written it, and that has a ledger. */
    public TaskDecision restore(
            TaskSnapshot folded, Received<TaskAdopted> received, Instant decidedAt) {
        return restore(null, folded, 0, received, decidedAt);
    }

    private static TaskDecision restore(
            @Nullable TaskSnapshot found,
            TaskSnapshot folded,
            long aboveVersion,
            Received<? extends TaskFact> received,
            Instant decidedAt) {
        long seen = Math.max(folded.version(), aboveVersion);
        long above = found == null ? seen : Math.max(seen, found.version());
        return new Decisions(received, decidedAt, found)
                .applied(
                        new TaskDraft(folded, received.receivedAt())
                                .whereItWas()
                                .above(above)
                                .finish(received.fact().eventId()));
    }
}
