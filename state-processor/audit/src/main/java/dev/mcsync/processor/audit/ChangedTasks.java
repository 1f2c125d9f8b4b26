package dev.mcsync.processor.audit;

import dev.mcsync.processor.audit.DatabaseSnapshot.Binding;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * The tasks that something may have happened to since a mark, whoever did it: what is in the
 * ledger, rows that were written by whatever program, and rows that were taken away. Those that an
 * incident tells of stay among them until it ends. What nobody sees without reading all of it, an
 * entry that was changed behind the trigger's back, is for a look at everything.
 */
final class ChangedTasks {

    private static final String ENTRIES =
            "select distinct task_id from agent_events where id > ? and task_id is not null";

    private static final String TAKEN_AWAY = "select task_id from tasks_taken_away";

    private static final String TOLD_OF =
            "select task_id from incidents where kind = 'drift' and resolved_at is null and task_id is not null";

    /** 32 bits of the transaction's number stand in the row; they come round again. */
    private static final String ROWS =
            "select t.task_id from tasks t where t.ctid >= ?::tid and t.ctid < ?::tid"
                    + " and (t.xmin::text::bigint - ?) & 4294967295"
                    + " <= (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint) - ?";

    private static final String PAGES =
            "select pg_relation_size('tasks') / current_setting('block_size')::bigint";

    /** 64 MB, which are read in some tenths of a second. */
    private static final long PAGES_AT_A_TIME = 8_192;

    private ChangedTasks() {}

    static Set<String> since(TaskMark mark, DatabaseSnapshot snapshot, Progress progress)
            throws SQLException {
        Set<String> changed = new HashSet<>();
        add(changed, snapshot, ENTRIES, statement -> statement.setLong(1, mark.throughId()));
        add(changed, snapshot, TAKEN_AWAY, Binding.NOTHING);
        add(changed, snapshot, TOLD_OF, Binding.NOTHING);
        long pages = snapshot.number(PAGES, Binding.NOTHING);
        // A row that moves on meanwhile is written by a later transaction than the next mark.
        for (long page = 0; page < pages; page += PAGES_AT_A_TIME) {
            String first = "(%d,0)".formatted(page);
            String end = "(%d,0)".formatted(page + PAGES_AT_A_TIME);
            snapshot.renew();
            add(
                    changed,
                    snapshot,
                    ROWS,
                    statement -> {
                        statement.setString(1, first);
                        statement.setString(2, end);
                        statement.setLong(3, mark.rowXid());
                        statement.setLong(4, mark.rowXid());
                    });
            progress.at("rows of tasks", page, pages);
        }
        snapshot.renew();
        return changed;
    }

    private static void add(
            Set<String> changed, DatabaseSnapshot snapshot, String sql, Binding binding)
            throws SQLException {
        snapshot.forEach(sql, binding, row -> changed.add(Columns.text(row, 1)));
    }
}
