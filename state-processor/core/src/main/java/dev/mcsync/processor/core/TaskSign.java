package dev.mcsync.processor.core;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.TaskArchived;
import dev.mcsync.contracts.wire.TaskEdited;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a fact about a task tells of the agent that holds it: a report, that the agent lives and
 * what it is at; any other, that the task is over. That a task leaves the board tells nothing: it
 * was over long before.
 *
 * @param hasEffect whether the task changed, or its clock
 * @param after where it left the task, as far as its agent is concerned
 * @param receivedAt when the log took the fact
 */
public record TaskSign(
        EventId eventId,
        AgentId agentId,
        TaskId taskId,
        boolean isReport,
        boolean hasEffect,
        TaskStatus after,
        Instant receivedAt,
        SourcePosition source) {

    /** Only a report about a task that the agent holds shows it alive: ids are easily made up. */
    public static Optional<TaskSign> of(
            Received<? extends TaskFact> received, TaskOutcome outcome) {
        TaskState after = outcome.after();
        AgentId agentId = outcome.actor().agentId();
        boolean isReport = received.fact() instanceof AgentReport;
        boolean isApplied = outcome.effect() == Effect.APPLIED;
        if (after == null
                || agentId == null
                || received.fact() instanceof TaskArchived
                || outcome.reason() == Reason.UNKNOWN_TASK
                || outcome.reason() == Reason.WRONG_AGENT
                || (!isReport
                        && !(isApplied
                                && forItsAgent(received.fact(), after.status()).isEnded()))) {
            return Optional.empty();
        }
        return Optional.of(of(received, agentId, outcome.effect(), after.status()));
    }

    /**
     * @param agentId that holds the task
     */
    public static TaskSign of(
            Received<? extends TaskFact> received,
            AgentId agentId,
            Effect effect,
            TaskStatus after) {
        TaskFact fact = received.fact();
        return new TaskSign(
                fact.eventId(),
                agentId,
                fact.taskId(),
                fact instanceof AgentReport,
                effect == Effect.APPLIED,
                forItsAgent(fact, after),
                received.receivedAt(),
                received.source());
    }

    /** An attempt that another one took the place of is over for whoever had it. */
    private static TaskStatus forItsAgent(TaskFact fact, TaskStatus after) {
        return fact instanceof TaskEdited && after == TaskStatus.QUEUED ? TaskStatus.FAILED : after;
    }

    /** The id of the change of presence that it may make; nobody can compute it beforehand. */
    public EventId appearance() {
        return EventId.derived("appeared", agentId.value(), source.toString());
    }

    /**
     * What the agent is at after it.
     *
     * @param before what it was at
     */
    @Nullable TaskId taskAfter(@Nullable TaskId before) {
        if (isReport && hasEffect && !after.isEnded()) {
            return taskId;
        }
        boolean endsIt = after.isEnded() && ((isReport && hasEffect) || taskId.equals(before));
        return endsIt ? null : before;
    }
}
