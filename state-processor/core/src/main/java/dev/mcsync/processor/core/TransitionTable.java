package dev.mcsync.processor.core;

import static dev.mcsync.contracts.wire.TaskStatus.ACK;
import static dev.mcsync.contracts.wire.TaskStatus.DONE;
import static dev.mcsync.contracts.wire.TaskStatus.FAILED;
import static dev.mcsync.contracts.wire.TaskStatus.QUEUED;
import static dev.mcsync.contracts.wire.TaskStatus.RUNNING;
import static dev.mcsync.contracts.wire.TaskStatus.TIMEOUT;
import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.processor.core.Cell.StageRule;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What each report, the clock, and the agent's restart do to a task in each status. Every cell is
 * written.
 */
final class TransitionTable {

    private static final Cell LATE = new Cell.Late();
    private static final Cell STALE = new Cell.Stale();
    private static final Cell TIMES_OUT = becomes(TIMEOUT, Stage.BLOCKED);
    private static final Cell IS_LOST = becomes(FAILED, Stage.BLOCKED);
    private static final Cell RETRY = new Cell.RetryOrStale();

    private static final Map<TaskStatus, Map<Trigger, Cell>> CELLS =
            new EnumMap<>(TaskStatus.class);

    static {
        row(
                QUEUED,
                becomes(ACK, Stage.TODO),
                becomes(RUNNING, Stage.DOING, ACK),
                progresses(ACK, RUNNING),
                becomes(DONE, Stage.DONE, ACK, RUNNING),
                becomes(FAILED, Stage.BLOCKED, ACK, RUNNING),
                new Cell.ResendOrTimeout(),
                STALE);
        row(
                ACK,
                LATE,
                becomes(RUNNING, Stage.DOING),
                progresses(RUNNING),
                becomes(DONE, Stage.DONE, RUNNING),
                becomes(FAILED, Stage.BLOCKED),
                TIMES_OUT,
                IS_LOST);
        row(
                RUNNING,
                LATE,
                new Cell.ClockOnly(),
                progresses(),
                becomes(DONE, Stage.DONE),
                becomes(FAILED, Stage.BLOCKED),
                TIMES_OUT,
                IS_LOST);
        row(
                TIMEOUT,
                LATE,
                resolves(becomes(RUNNING, Stage.DOING)),
                resolves(progresses()),
                resolves(becomes(DONE, Stage.DONE)),
                resolves(becomes(FAILED, Stage.BLOCKED)),
                RETRY,
                STALE);
        row(DONE, LATE, LATE, LATE, LATE, LATE, STALE, STALE);
        row(FAILED, LATE, LATE, LATE, LATE, LATE, RETRY, STALE);
    }

    private TransitionTable() {}

    public static Cell cell(TaskStatus now, Trigger trigger) {
        return requireNonNull(requireNonNull(CELLS.get(now)).get(trigger));
    }

    private static void row(
            TaskStatus now,
            Cell ack,
            Cell running,
            Cell progress,
            Cell done,
            Cell failed,
            Cell deadline,
            Cell restart) {
        Map<Trigger, Cell> row = new EnumMap<>(Trigger.class);
        row.put(Trigger.ACK, ack);
        row.put(Trigger.RUNNING, running);
        row.put(Trigger.PROGRESS, progress);
        row.put(Trigger.DONE, done);
        row.put(Trigger.FAILED, failed);
        row.put(Trigger.DEADLINE, deadline);
        row.put(Trigger.RESTART, restart);
        CELLS.put(now, row);
    }

    private static Cell.Becomes becomes(TaskStatus status, Stage stage, TaskStatus... implied) {
        return new Cell.Becomes(status, new StageRule.Fixed(stage), List.of(implied), false);
    }

    private static Cell.Becomes progresses(TaskStatus... implied) {
        return new Cell.Becomes(RUNNING, new StageRule.AsReported(), List.of(implied), false);
    }

    private static Cell.Becomes resolves(Cell.Becomes cell) {
        return new Cell.Becomes(cell.status(), cell.stage(), cell.implied(), true);
    }
}
