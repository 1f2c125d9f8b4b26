package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.TaskArchived;
import dev.mcsync.processor.database.Transactions;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.util.List;

/** The tasks on the board in which nothing has happened for long. Reads only; blocks. */
public final class FinishedTasks {

    /** Has an index of its own, with these conditions. */
    private static final String UNTOUCHED =
            "select task_id, version, updated_at from tasks"
                    + " where left_board_at is null and deadline_at is null and stage <> 'backlog'"
                    + " and status in ('done', 'failed', 'timeout') and version > 0"
                    + " and updated_at < $1::timestamptz"
                    + " and (updated_at, task_id) > ($2::timestamptz, $3)"
                    + " order by updated_at, task_id limit $4";

    private static final String AS_THEY_WERE =
            "select count(*) as tasks from unnest($1::text[], $2::bigint[]) said (task_id, version)"
                    + " join tasks t using (task_id, version) where t.left_board_at is null";

    private final Transactions transactions;

    public FinishedTasks(Transactions transactions) {
        this.transactions = transactions;
    }

    /** All of them once, the longest untouched first. */
    public Walk untouchedSince(Instant horizon) {
        return new Walk(horizon);
    }

    /** How many of these facts have had no effect yet, and may still have one. */
    public long outstanding(List<TaskArchived> said) {
        return transactions
                .query(
                        AS_THEY_WERE,
                        row -> LedgerRows.number(row, "tasks"),
                        said.stream().map(fact -> fact.taskId().value()).toArray(String[]::new),
                        said.stream().map(TaskArchived::seenVersion).toArray(Long[]::new))
                .getFirst();
    }

    /** Where a run is in them. For one thread. */
    public final class Walk {

        private final Instant horizon;
        private Found last = new Found("", 0, Instant.EPOCH);

        private Walk(Instant horizon) {
            this.horizon = horizon;
        }

        /** That each of them leaves the board; empty when there are no more. */
        public List<TaskArchived> next(int limit) {
            List<Found> found =
                    transactions.query(
                            UNTOUCHED,
                            Found::of,
                            horizon.toString(),
                            last.updatedAt().toString(),
                            last.taskId(),
                            limit);
            if (!found.isEmpty()) {
                last = found.getLast();
            }
            return found.stream().map(Found::leaves).toList();
        }
    }

    private record Found(String taskId, long version, Instant updatedAt) {

        static Found of(Row row) {
            return new Found(
                    LedgerRows.text(row, "task_id"),
                    LedgerRows.number(row, "version"),
                    LedgerRows.instant(row, "updated_at"));
        }

        TaskArchived leaves() {
            return TaskArchived.longUntouched(new TaskId(taskId), version);
        }
    }
}
