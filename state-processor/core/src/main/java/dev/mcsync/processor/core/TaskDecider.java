package dev.mcsync.processor.core;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.AgentRestarted;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.Dialogue;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.Remark;
import dev.mcsync.contracts.wire.Stage;
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
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot.Attempt;
import dev.mcsync.contracts.wire.TaskSnapshot.Moments;
import dev.mcsync.contracts.wire.TaskSnapshot.Phase;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a fact does to a task. Total: every fact gets a decision in every state, and the
 * same fact, state and times give the same decision. Where a row is not what facts made of it, a
 * {@link RowDecider} decides.
 *
 * <p>An attempt's clock starts when it is handed out, which is when the processor decides; all
 * other clocks start when the log took the report, so that a backlog neither shortens the agent's
 * time to acknowledge nor prolongs a silence.
 */
public final class TaskDecider {

    private final Limits limits;
    private final TaskDeadlines deadlines;
    private final TaskWords words;
    private final TaskEdits edits;

    public TaskDecider(Limits limits) {
        this.limits = limits;
        this.deadlines = new TaskDeadlines(limits);
        this.words = new TaskWords(limits);
        this.edits = new TaskEdits(limits);
    }

    public Limits limits() {
        return limits;
    }

    /**
     * @param now the task as all earlier facts left it; null when there is none
     * @param decidedAt the processor's clock
     */
    public TaskDecision decide(
            @Nullable TaskSnapshot now, Received<? extends TaskFact> received, Instant decidedAt) {
        return decide(now, received, decidedAt, _ -> false);
    }

    /**
     * @param isTaken whether a name is of an attempt at another task
     */
    public TaskDecision decide(
            @Nullable TaskSnapshot now,
            Received<? extends TaskFact> received,
            Instant decidedAt,
            Predicate<CommandId> isTaken) {
        Decisions decisions = new Decisions(received, decidedAt, now);
        if (received.fact() instanceof TaskCreated created) {
            if (now != null) {
                return decisions.refused(Reason.ALREADY_EXISTS);
            }
            return isTaken.test(created.commandId())
                    ? decisions.refused(Reason.COMMAND_TAKEN)
                    : created(created, decisions, received.receivedAt(), decidedAt);
        }
        if (now == null) {
            return decisions.refused(Reason.UNKNOWN_TASK);
        }
        TaskDraft draft = new TaskDraft(now, received.receivedAt());
        return switch (received.fact()) {
            case TaskFact named when Attempts.isTaken(named, isTaken) ->
                    decisions.refused(Reason.COMMAND_TAKEN);
            case TaskCreated _ -> decisions.refused(Reason.ALREADY_EXISTS);
            case AgentReport report ->
                    reported(now, report, draft, decisions, received.receivedAt());
            case DeadlinePassed passed ->
                    deadlines.passed(
                            now, received.with(passed), draft, decisions, decidedAt, isTaken);
            case TaskMoved moved ->
                    moved(now, received.with(moved), draft, decisions, decidedAt, isTaken);
            case TaskRetried retried -> retried(now, retried, draft, decisions, decidedAt);
            case TaskCancelled cancelled -> cancelled(now, cancelled, draft, decisions);
            case TaskAdopted _ -> decisions.refused(Reason.NOT_ADOPTABLE);
            case AgentRestarted restarted -> restarted(now, restarted, draft, decisions);
            case TaskRepaired _ -> decisions.refused(Reason.NOTHING_TO_REPAIR);
            case TaskArchived archived -> archived(now, archived, draft, decisions);
            case TaskAnswered said -> words.answered(now, received.with(said), draft, decisions);
            case TaskNoted noted -> TaskWords.noted(now, received.with(noted), draft, decisions);
            case TaskEdited edited -> edits.edited(now, edited, draft, decisions, decidedAt);
        };
    }

    private TaskDecision created(
            TaskCreated fact, Decisions decisions, Instant at, Instant decidedAt) {
        boolean handedOut = fact.stage() != Stage.BACKLOG;
        Instant deadlineAt =
                handedOut ? decidedAt.plus(limits.ackTimeout(fact.brief().limits())) : null;
        return decisions.applied(
                new TaskSnapshot(
                        fact.brief(),
                        1,
                        Attempt.withoutPrior(fact.commandId(), 1, handedOut),
                        Phase.first(TaskStatus.QUEUED, fact.stage(), at, deadlineAt),
                        Moments.NONE,
                        Remark.NONE,
                        at,
                        at,
                        fact.eventId(),
                        Dialogue.NONE,
                        null));
    }

    private TaskDecision reported(
            TaskSnapshot now,
            AgentReport report,
            TaskDraft draft,
            Decisions decisions,
            Instant at) {
        if (!report.agentId().equals(now.agentId())) {
            return decisions.refused(Reason.WRONG_AGENT);
        }
        if (!report.commandId().equals(now.commandId())) {
            return decisions.refused(Reason.STALE_ATTEMPT);
        }
        return switch (TransitionTable.cell(now.status(), Trigger.of(report.report()))) {
            case Cell.Late _, Cell.Stale _, Cell.ResendOrTimeout _, Cell.RetryOrStale _ ->
                    decisions.late(now);
            case Cell.ClockOnly _ ->
                    decisions.applied(
                            draft.heard(report)
                                    .deadline(at.plus(limits.runningTimeout(now.limits())))
                                    .waitingForAnswer(limits.answerTimeout(now.limits()))
                                    .finish(report.eventId()));
            case Cell.Becomes becomes -> {
                TaskSnapshot next =
                        draft.reported(becomes.status())
                                .stage(becomes.stage().of(report.stage(), now.stage()))
                                .said(report.message(), report.progress())
                                .errorCode(errorCode(becomes.status(), report))
                                .heard(report)
                                .deadline(limits.deadlineAfter(now, becomes.status(), at))
                                .waitingForAnswer(limits.answerTimeout(now.limits()))
                                .finish(report.eventId());
                yield becomes.resolvesTimeout()
                        ? decisions.appliedResolvingTimeout(next, becomes.implied())
                        : decisions.applied(next, becomes.implied());
            }
        };
    }

    private TaskDecision moved(
            TaskSnapshot now,
            Received<TaskMoved> received,
            TaskDraft draft,
            Decisions decisions,
            Instant decidedAt,
            Predicate<CommandId> isTaken) {
        TaskMoved moved = received.fact();
        if (isOtherVersion(moved.expectedVersion(), now)) {
            return decisions.refused(Reason.VERSION_MISMATCH);
        }
        if (now.status() == TaskStatus.DONE) {
            return decisions.refused(Reason.ALREADY_FINISHED);
        }
        if (moved.stage() == Stage.DONE) {
            return decisions.refused(Reason.NOT_MOVABLE);
        }
        if (moved.stage() == now.stage()) {
            return decisions.unchanged(now);
        }
        draft.stage(moved.stage());
        return switch (BacklogRule.of(now, moved.stage())) {
            case CARD_ONLY -> decisions.applied(draft.finish(moved.eventId()));
            case CLOCK_STOPS -> decisions.applied(draft.deadline(null).finish(moved.eventId()));
            case HANDED_OUT ->
                    decisions.applied(
                            draft.handedOut(decidedAt, limits.ackTimeout(now.limits()))
                                    .finish(moved.eventId()));
            case NEXT_ATTEMPT ->
                    decisions.appliedResolvingTimeout(
                            draft.newAttempt(Attempts.moved(moved, received.source(), isTaken))
                                    .handedOut(decidedAt, limits.ackTimeout(now.limits()))
                                    .finish(moved.eventId()),
                            List.of());
            case REFUSED -> decisions.refused(Reason.ALREADY_FINISHED);
        };
    }

    private TaskDecision retried(
            TaskSnapshot now,
            TaskRetried retried,
            TaskDraft draft,
            Decisions decisions,
            Instant decidedAt) {
        if (isOtherVersion(retried.expectedVersion(), now)) {
            return decisions.refused(Reason.VERSION_MISMATCH);
        }
        boolean isOver = now.status() == TaskStatus.FAILED || now.status() == TaskStatus.TIMEOUT;
        if (!isOver || isKnownAttempt(retried.commandId(), now)) {
            return decisions.refused(Reason.NOT_RETRYABLE);
        }
        return decisions.appliedResolvingTimeout(
                draft.newAttempt(retried.commandId())
                        .stage(Stage.TODO)
                        .handedOut(decidedAt, limits.ackTimeout(now.limits()))
                        .finish(retried.eventId()),
                List.of());
    }

    private TaskDecision cancelled(
            TaskSnapshot now, TaskCancelled cancelled, TaskDraft draft, Decisions decisions) {
        if (isOtherVersion(cancelled.expectedVersion(), now)) {
            return decisions.refused(Reason.VERSION_MISMATCH);
        }
        if (now.status().isFinal() && !now.isWaitingForRetry()) {
            return decisions.refused(Reason.ALREADY_FINISHED);
        }
        return decisions.appliedResolvingTimeout(
                draft.status(TaskStatus.FAILED)
                        .stage(Stage.BLOCKED)
                        .errorCode(TaskCancelled.ERROR_CODE)
                        .deadline(null)
                        .finish(cancelled.eventId()),
                List.of());
    }

    /** Whatever was heard of the attempt after the restart shows that somebody goes on with it. */
    private TaskDecision restarted(
            TaskSnapshot now, AgentRestarted restarted, TaskDraft draft, Decisions decisions) {
        if (!restarted.agentId().equals(now.agentId())) {
            return decisions.refused(Reason.WRONG_AGENT);
        }
        if (!restarted.commandId().equals(now.commandId())) {
            return decisions.refused(Reason.STALE_ATTEMPT);
        }
        if (!(TransitionTable.cell(now.status(), Trigger.RESTART) instanceof Cell.Becomes becomes)
                || now.updatedAt().isAfter(restarted.restartedAt())) {
            return decisions.refused(Reason.STALE_RESTART);
        }
        return decisions.applied(
                draft.status(becomes.status())
                        .stage(Stage.BLOCKED)
                        .errorCode(AgentRestarted.ERROR_CODE)
                        .deadline(
                                limits.deadlineAfter(
                                        now, becomes.status(), restarted.restartedAt()))
                        .finish(restarted.eventId()));
    }

    /** What a timeout is still suspected of, nobody has cleared up in all that time. */
    private static TaskDecision archived(
            TaskSnapshot now, TaskArchived archived, TaskDraft draft, Decisions decisions) {
        if (archived.seenVersion() != now.version()) {
            return decisions.refused(Reason.VERSION_MISMATCH);
        }
        if (!now.mayLeaveBoard()) {
            return decisions.refused(Reason.NOT_ARCHIVABLE);
        }
        return decisions.appliedResolvingTimeout(
                draft.archived().finish(archived.eventId()), List.of());
    }

    static boolean isOtherVersion(@Nullable Long expected, TaskSnapshot now) {
        return expected != null && expected != now.version();
    }

    static boolean isKnownAttempt(CommandId commandId, TaskSnapshot now) {
        return commandId.equals(now.commandId())
                || now.attempt().prior().stream()
                        .anyMatch(prior -> prior.commandId().equals(commandId));
    }

    private static @Nullable String errorCode(TaskStatus status, AgentReport report) {
        return status == TaskStatus.FAILED ? report.errorCode() : null;
    }
}
