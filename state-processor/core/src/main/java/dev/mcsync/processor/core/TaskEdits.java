package dev.mcsync.processor.core;

import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskEdited;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Decides what becomes of a task, and of the attempt at it, when a person changes what is asked.
 */
record TaskEdits(Limits limits) {

    TaskDecision edited(
            TaskSnapshot now,
            TaskEdited fact,
            TaskDraft draft,
            Decisions decisions,
            Instant decidedAt) {
        if (TaskDecider.isOtherVersion(fact.expectedVersion(), now)) {
            return decisions.refused(Reason.VERSION_MISMATCH);
        }
        if (now.status() == TaskStatus.DONE) {
            return decisions.refused(Reason.ALREADY_FINISHED);
        }
        Brief next = now.brief().with(fact.change());
        if (next.equals(now.brief())) {
            return decisions.unchanged(now);
        }
        if (!beginsAnother(now, next)) {
            return decisions.applied(draft.brief(next).finish(fact.eventId()));
        }
        if (TaskDecider.isKnownAttempt(fact.commandId(), now)) {
            return decisions.refused(Reason.COMMAND_TAKEN);
        }
        draft.superseded(fact.commandId()).brief(next);
        if (now.stage() != Stage.BACKLOG) {
            draft.stage(Stage.TODO).handedOut(decidedAt, limits.ackTimeout(next.limits()));
        }
        return decisions.appliedResolvingTimeout(draft.finish(fact.eventId()), List.of());
    }

    /**
     * An agent that was handed the attempt goes by what it was given, and what it reports is taken
     * of it alone. One that ended is begun anew for another agent, and else when somebody asks. A
     * title is for people.
     */
    private static boolean beginsAnother(TaskSnapshot now, Brief next) {
        boolean wasHandedToNobody =
                now.status() == TaskStatus.QUEUED && now.attempt().deliveries() == 0;
        if (wasHandedToNobody) {
            return false;
        }
        return !next.agentId().equals(now.agentId())
                || (!now.status().isEnded()
                        && !Objects.equals(next.instructions(), now.brief().instructions()));
    }
}
