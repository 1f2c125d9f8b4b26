package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The whole task at one version.
 *
 * @param version 1 for the fact that created it, one more for each fact that changed it
 * @param remark the last one of the current attempt
 * @param result what came of it; null until it is done, and where its agent told none
 */
public record TaskSnapshot(
        Brief brief,
        long version,
        Attempt attempt,
        Phase phase,
        Moments moments,
        Remark remark,
        Instant createdAt,
        Instant updatedAt,
        EventId lastEventId,
        Dialogue dialogue,
        @Nullable Result result) {

    /**
     * The current attempt at a task.
     *
     * @param number 1 for the first
     * @param deliveries how often it was handed to its agent
     * @param prior the attempts before it, the oldest first
     */
    public record Attempt(
            CommandId commandId, int number, int deliveries, List<PriorAttempt> prior) {

        public Attempt {
            prior = List.copyOf(prior);
        }

        /**
         * @param number other than 1 in a task of the old system, which kept no attempts
         */
        public static Attempt withoutPrior(CommandId commandId, int number, boolean isHandedOut) {
            return new Attempt(commandId, number, isHandedOut ? 1 : 0, List.of());
        }

        public Attempt delivered(int times) {
            return new Attempt(commandId, number, times, prior);
        }

        /** The task goes to another agent; those before were of this one. */
        public Attempt formerlyOf(AgentId agentId) {
            return new Attempt(
                    commandId,
                    number,
                    deliveries,
                    prior.stream().map(attempt -> attempt.of(agentId)).toList());
        }

        /** The one that takes its place, handed to nobody yet. */
        public Attempt next(CommandId other, List<PriorAttempt> before) {
            return new Attempt(other, number + 1, 0, before);
        }
    }

    /**
     * Where a task stands, since when, and for how long.
     *
     * @param deadlineAt when the current attempt's clock runs out, or, once it failed or timed out,
     *     when the next one begins by itself; null while no clock runs
     */
    public record Phase(
            TaskStatus status,
            Instant statusSince,
            Stage stage,
            Instant stageSince,
            @Nullable Instant deadlineAt) {

        /** In which a task is met for the first time. */
        public static Phase first(
                TaskStatus status, Stage stage, Instant at, @Nullable Instant deadlineAt) {
            return new Phase(status, at, stage, at, deadlineAt);
        }

        /** The status begins anew where it was the same before. */
        public Phase anew(TaskStatus next, Instant at) {
            return new Phase(next, at, stage, stageSince, deadlineAt);
        }

        public Phase with(TaskStatus next, Instant at) {
            return status == next ? this : anew(next, at);
        }

        public Phase with(Stage next, Instant at) {
            return stage == next ? this : new Phase(status, statusSince, next, at, deadlineAt);
        }

        public Phase until(@Nullable Instant other) {
            return new Phase(status, statusSince, stage, stageSince, other);
        }
    }

    /**
     * When the current attempt took its steps, as far as facts tell: an attempt that was under way
     * when a row of the old system was adopted took some of them unheard.
     *
     * @param ackedAt when its agent was first known to have it
     * @param startedAt when its agent was first known to work at it
     * @param finishedAt when it was done, failed or timed out; null again once a report revives it
     * @param archivedAt when the task left the board; null again once anything happens to it
     */
    public record Moments(
            @Nullable Instant ackedAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Instant archivedAt) {

        public static final Moments NONE = new Moments(null, null, null);

        /** Of a task on the board. */
        public Moments(
                @Nullable Instant ackedAt,
                @Nullable Instant startedAt,
                @Nullable Instant finishedAt) {
            this(ackedAt, startedAt, finishedAt, null);
        }

        /** A step is taken once in an attempt. */
        public Moments acked(Instant at) {
            return ackedAt == null ? new Moments(at, startedAt, finishedAt) : this;
        }

        /** Likewise. */
        public Moments started(Instant at) {
            return startedAt == null ? new Moments(ackedAt, at, finishedAt) : this;
        }

        public Moments finished(@Nullable Instant at) {
            return new Moments(ackedAt, startedAt, at);
        }

        /**
         * @param at null for a task on the board
         */
        public Moments archived(@Nullable Instant at) {
            return new Moments(ackedAt, startedAt, finishedAt, at);
        }
    }

    /** As releases published it that knew no moments. */
    public TaskSnapshot withoutMoments() {
        return new TaskSnapshot(
                brief,
                version,
                attempt,
                phase,
                Moments.NONE,
                remark,
                createdAt,
                updatedAt,
                lastEventId,
                dialogue,
                result);
    }

    public TaskId taskId() {
        return brief.taskId();
    }

    public AgentId agentId() {
        return brief.agentId();
    }

    /** Whoever has it or is known to have had it; nobody twice. */
    public Set<AgentId> agents() {
        Set<AgentId> agents = new LinkedHashSet<>(Set.of(agentId()));
        attempt.prior()
                .forEach(prior -> {
                    if (prior.agentId() != null) {
                        agents.add(prior.agentId());
                    }
                });
        return agents;
    }

    public TaskLimits limits() {
        return brief.limits();
    }

    public CommandId commandId() {
        return attempt.commandId();
    }

    public TaskStatus status() {
        return phase.status();
    }

    public Stage stage() {
        return phase.stage();
    }

    /** A queued task in the backlog is not handed to its agent. */
    public boolean isWaitingForItsAgent() {
        return status() == TaskStatus.QUEUED && stage() != Stage.BACKLOG;
    }

    /** An agent has the attempt, or is to have it, so that it can be told something. */
    public boolean isWithItsAgent() {
        return isWaitingForItsAgent()
                || status() == TaskStatus.ACK
                || status() == TaskStatus.RUNNING;
    }

    /** It ended without success and will be tried again by itself. */
    public boolean isWaitingForRetry() {
        return phase.deadlineAt() != null
                && (status() == TaskStatus.FAILED || status() == TaskStatus.TIMEOUT);
    }

    /** Nothing happens in it by itself any more: no agent is at it, and no clock runs. */
    public boolean isOver() {
        return status().isEnded() && !isWaitingForRetry();
    }

    /** A task that has left the board is in the ledger and its table, and nothing is published. */
    public boolean isOnBoard() {
        return moments.archivedAt() == null;
    }

    /** It is over, and nobody keeps it in the backlog for another attempt. */
    public boolean mayLeaveBoard() {
        return isOver() && stage() != Stage.BACKLOG && isOnBoard();
    }

    /** Whether another attempt may follow this one by itself. */
    public boolean hasTriesLeft() {
        return attempt.number() < limits().maxAttempts();
    }

    public boolean isCancelled() {
        return status() == TaskStatus.FAILED && TaskCancelled.ERROR_CODE.equals(remark.errorCode());
    }

    /**
     * Whether its agent may still be at work on the current attempt though nothing can come of it.
     * One that just timed out is none: its agent's next report revives it.
     */
    public boolean isTakenAway() {
        return isEndedForItsAgent(status(), remark.errorCode());
    }

    static boolean isEndedForItsAgent(TaskStatus status, @Nullable String errorCode) {
        return status == TaskStatus.FAILED
                && (TaskCancelled.ERROR_CODE.equals(errorCode)
                        || AgentRestarted.ERROR_CODE.equals(errorCode)
                        || TaskEdited.ERROR_CODE.equals(errorCode));
    }
}
