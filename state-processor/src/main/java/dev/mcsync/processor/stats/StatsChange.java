package dev.mcsync.processor.stats;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.AgentRestarted;
import dev.mcsync.contracts.wire.DeadlinePassed;
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
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.processor.core.TaskDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one decision adds to the figures of the task's agent. Every attempt counts once, under the
 * result that it has now: where a report resolves a timeout, the timeout is taken off. What an
 * adoption, a repair or a person's move makes of a task is no result of its agent.
 *
 * @param result with which the attempt ended
 * @param resolvesTimeout whether the attempt had been counted as timed out
 * @param ackTime from the handing out, or the card's last move, to the first report
 * @param runTime from the first report of work to the result
 * @param receivedAt when the log took the fact
 */
public record StatsChange(
        AgentId agentId,
        @Nullable Result result,
        boolean resolvesTimeout,
        @Nullable Duration ackTime,
        @Nullable Duration runTime,
        Instant receivedAt,
        Instant appliedAt) {

    /** How an attempt ended. */
    public enum Result {
        DONE,
        FAILED,
        TIMEOUT,
        CANCELLED,
        RESTARTED
    }

    /**
     * @param before the task that the fact was decided on; null when there was none
     */
    public static Optional<StatsChange> of(
            TaskFact fact, @Nullable TaskSnapshot before, TaskDecision decision) {
        TaskSnapshot after = decision.changed();
        if (before == null || after == null) {
            return Optional.empty();
        }
        return switch (fact) {
            case AgentReport _ -> reported(before, after, decision);
            case DeadlinePassed _ ->
                    after.status() == TaskStatus.TIMEOUT
                            ? ended(Result.TIMEOUT, after, decision)
                            : Optional.empty();
            case AgentRestarted _ -> ended(Result.RESTARTED, after, decision);
            case TaskCancelled _ ->
                    isUnderWay(before.status())
                            ? ended(Result.CANCELLED, after, decision)
                            : Optional.empty();
            case TaskCreated _,
                    TaskMoved _,
                    TaskRetried _,
                    TaskAdopted _,
                    TaskRepaired _,
                    TaskArchived _,
                    TaskAnswered _,
                    TaskNoted _,
                    TaskEdited _ ->
                    Optional.empty();
        };
    }

    private static Optional<StatsChange> reported(
            TaskSnapshot before, TaskSnapshot after, TaskDecision decision) {
        if (before.status() == after.status()) {
            return Optional.empty();
        }
        Instant at = decision.outcome().provenance().receivedAt();
        Result result =
                switch (after.status()) {
                    case DONE -> Result.DONE;
                    case FAILED -> Result.FAILED;
                    case QUEUED, ACK, RUNNING, TIMEOUT -> null;
                };
        boolean wasHandedOut =
                before.status() == TaskStatus.QUEUED && before.stage() != Stage.BACKLOG;
        boolean hasRun = before.status() == TaskStatus.RUNNING && result != null;
        return Optional.of(
                new StatsChange(
                        after.agentId(),
                        result,
                        before.status() == TaskStatus.TIMEOUT,
                        wasHandedOut
                                ? Duration.between(
                                        later(
                                                before.phase().statusSince(),
                                                before.phase().stageSince()),
                                        at)
                                : null,
                        hasRun ? Duration.between(before.phase().statusSince(), at) : null,
                        at,
                        decision.outcome().provenance().appliedAt()));
    }

    private static Optional<StatsChange> ended(
            Result result, TaskSnapshot after, TaskDecision decision) {
        return Optional.of(
                new StatsChange(
                        after.agentId(),
                        result,
                        false,
                        null,
                        null,
                        decision.outcome().provenance().receivedAt(),
                        decision.outcome().provenance().appliedAt()));
    }

    /** Who cancels what waits for its next attempt changes nothing about the last one. */
    private static boolean isUnderWay(TaskStatus status) {
        return switch (status) {
            case QUEUED, ACK, RUNNING -> true;
            case DONE, FAILED, TIMEOUT -> false;
        };
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
