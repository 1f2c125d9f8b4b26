package dev.mcsync.processor.core;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Decides what it means that a task's clock ran out: to be handed out again, over, or begun anew.
 */
record TaskDeadlines(Limits limits) {

    TaskDecision passed(
            TaskSnapshot now,
            Received<DeadlinePassed> received,
            TaskDraft draft,
            Decisions decisions,
            Instant decidedAt,
            Predicate<CommandId> isTaken) {
        DeadlinePassed passed = received.fact();
        if (passed.seenVersion() != now.version() || now.phase().deadlineAt() == null) {
            return decisions.refused(Reason.STALE_DEADLINE);
        }
        return switch (TransitionTable.cell(now.status(), Trigger.DEADLINE)) {
            case Cell.ResendOrTimeout _ when passed.agentReturned() ->
                    decisions.applied(
                            draft.handedOutAfterReturn(
                                            decidedAt,
                                            limits.ackTimeout(now.limits()),
                                            limits.maxResends() + 1)
                                    .finish(passed.eventId()));
            case Cell.ResendOrTimeout _ when now.attempt().deliveries() <= limits.maxResends() ->
                    decisions.applied(
                            draft.handedOut(decidedAt, limits.ackTimeout(now.limits()))
                                    .finish(passed.eventId()));
            case Cell.ResendOrTimeout _, Cell.Becomes _ ->
                    decisions.timedOut(timedOut(now, received, draft));
            case Cell.RetryOrStale _ -> {
                CommandId next =
                        Attempts.next(now.taskId(), now.commandId(), received.source(), isTaken);
                yield decisions.appliedResolvingTimeout(
                        draft.newAttempt(next)
                                .stage(Stage.TODO)
                                .handedOut(decidedAt, limits.ackTimeout(now.limits()))
                                .finish(passed.eventId()),
                        List.of());
            }
            case Cell.Stale _, Cell.Late _, Cell.ClockOnly _ ->
                    decisions.refused(Reason.STALE_DEADLINE);
        };
    }

    private TaskSnapshot timedOut(
            TaskSnapshot now, Received<DeadlinePassed> received, TaskDraft draft) {
        return draft.status(TaskStatus.TIMEOUT)
                .stage(Stage.BLOCKED)
                .errorCode(DeadlinePassed.ERROR_CODE)
                .deadline(limits.deadlineAfter(now, TaskStatus.TIMEOUT, received.receivedAt()))
                .finish(received.fact().eventId());
    }
}
