package dev.mcsync.processor.core;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.AgentRestarted;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.Dialogue;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.Remark;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskEdited;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskOutcome.Actor;
import dev.mcsync.contracts.wire.TaskOutcome.Provenance;
import dev.mcsync.contracts.wire.TaskOutcome.Transition;
import dev.mcsync.contracts.wire.TaskRetried;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Words one fact's decision as an outcome. For one decision. */
final class Decisions {

    private final Received<? extends TaskFact> received;
    private final Instant decidedAt;
    private final @Nullable TaskSnapshot now;

    Decisions(
            Received<? extends TaskFact> received, Instant decidedAt, @Nullable TaskSnapshot now) {
        this.received = received;
        this.decidedAt = decidedAt.truncatedTo(ChronoUnit.MICROS);
        this.now = now;
    }

    TaskDecision applied(TaskSnapshot next) {
        return applied(next, List.of());
    }

    TaskDecision applied(TaskSnapshot next, List<TaskStatus> implied) {
        return new TaskDecision(outcome(Effect.APPLIED, null, next, implied), next, List.of());
    }

    TaskDecision appliedResolvingTimeout(TaskSnapshot next, List<TaskStatus> implied) {
        List<IncidentChange> incidents =
                now != null && now.status() == TaskStatus.TIMEOUT
                        ? List.of(
                                new IncidentChange.Resolved(
                                        timeoutCause(now),
                                        received.fact().eventId(),
                                        received.receivedAt()))
                        : List.of();
        return new TaskDecision(outcome(Effect.APPLIED, null, next, implied), next, incidents);
    }

    TaskDecision timedOut(TaskSnapshot next) {
        return new TaskDecision(
                outcome(Effect.APPLIED, null, next, List.of()),
                next,
                List.of(
                        new IncidentChange.Opened(
                                timeoutCause(next),
                                IncidentChange.Kind.TASK_TIMEOUT,
                                next.taskId(),
                                next.agentId(),
                                received.fact().eventId(),
                                received.receivedAt())));
    }

    /** The fact was allowed and asks for what is so already. */
    TaskDecision unchanged(TaskSnapshot same) {
        return new TaskDecision(outcome(Effect.APPLIED, null, same, List.of()), null, List.of());
    }

    TaskDecision late(TaskSnapshot same) {
        Reason reason = same.status().isFinal() ? Reason.ALREADY_FINISHED : Reason.ALREADY_BEYOND;
        return new TaskDecision(outcome(Effect.LATE, reason, same, List.of()), null, List.of());
    }

    TaskDecision refused(Reason reason) {
        return new TaskDecision(outcome(Effect.REFUSED, reason, now, List.of()), null, List.of());
    }

    private static String timeoutCause(TaskSnapshot task) {
        return "task_timeout:" + task.taskId() + ":" + task.commandId();
    }

    private TaskOutcome outcome(
            Effect effect,
            @Nullable Reason reason,
            @Nullable TaskSnapshot after,
            List<TaskStatus> implied) {
        TaskFact fact = received.fact();
        AgentReport report = fact instanceof AgentReport agentReport ? agentReport : null;
        return new TaskOutcome(
                fact.eventId(),
                fact.type(),
                fact.taskId(),
                after == null ? null : after.brief().title(),
                new Actor(
                        agentOf(fact, after),
                        commandOf(fact, effect, after),
                        after == null ? null : after.attempt().number()),
                new Transition(effect, reason, state(now), state(after), implied),
                new Remark(
                        report == null ? null : report.message(),
                        report == null ? null : report.progress(),
                        report == null ? errorCodeSet(after) : report.errorCode()),
                new Provenance(
                        fact.occurredAt(), received.receivedAt(), decidedAt, received.source()),
                asked(after));
    }

    private @Nullable String asked(@Nullable TaskSnapshot after) {
        Dialogue.Open open = after == null ? null : after.dialogue().open();
        boolean wasOpen = now != null && Objects.equals(open, now.dialogue().open());
        return open == null || wasOpen ? null : open.question().text();
    }

    /**
     * Who the fact speaks of: the sender of a report, who held the task until it was edited, else
     * whoever holds it.
     */
    private @Nullable AgentId agentOf(TaskFact fact, @Nullable TaskSnapshot after) {
        return switch (fact) {
            case AgentReport report -> report.agentId();
            case TaskCreated created -> created.brief().agentId();
            case TaskAdopted adopted -> adopted.brief().agentId();
            case AgentRestarted restarted -> restarted.agentId();
            case TaskEdited _ when now != null -> now.agentId();
            case TaskFact _ -> after == null ? null : after.agentId();
        };
    }

    /** Where the clock began a new attempt, it speaks of that one. */
    private static @Nullable CommandId commandOf(
            TaskFact fact, Effect effect, @Nullable TaskSnapshot after) {
        return switch (fact) {
            case AgentReport report -> report.commandId();
            case TaskCreated created -> created.commandId();
            case TaskAdopted adopted ->
                    effect == Effect.APPLIED && after != null
                            ? after.commandId()
                            : adopted.commandId();
            case DeadlinePassed passed ->
                    effect == Effect.APPLIED && after != null
                            ? after.commandId()
                            : passed.commandId();
            case AgentRestarted restarted -> restarted.commandId();
            case TaskRetried retried -> retried.commandId();
            case TaskFact _ -> after == null ? null : after.commandId();
        };
    }

    private @Nullable String errorCodeSet(@Nullable TaskSnapshot after) {
        return after != null && after.status().isEnded() && !after.equals(now)
                ? after.remark().errorCode()
                : null;
    }

    private static @Nullable TaskState state(@Nullable TaskSnapshot task) {
        return task == null ? null : new TaskState(task.status(), task.stage(), task.version());
    }
}
