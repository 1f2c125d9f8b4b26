package dev.mcsync.processor.audit;

import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.processor.audit.DatabaseSnapshot.Binding;
import dev.mcsync.processor.audit.DatabaseSnapshot.Rows;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.row.EntryReader;
import dev.mcsync.processor.row.UnreadableRowException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the board of a past moment. What was not touched since stands in its row; everything else
 * is folded again from its entries up to that moment. Blocks.
 */
public final class PastBoard {

    /** Cards that a person can look at; unfinished ones come first, then the newest. */
    public static final int MAX_TASKS = 5_000;

    /** Bounds what one question can cost. */
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(30);

    private static final String TOUCHED_SINCE =
            "select 1 from agent_events later where later.%1$s = %2$s.%1$s and later.applied_at > ?"
                    + " and later.version is not null";

    private final PostgresAddress database;
    private final Limits limitsOfOld;

    public PastBoard(PostgresAddress database, Limits limitsOfOld) {
        this.database = database;
        this.limitsOfOld = limitsOfOld;
    }

    /**
     * @throws AuditFailedException when the database cannot be read, or not in time
     */
    public Board at(Instant at) {
        try (DatabaseSnapshot snapshot = DatabaseSnapshot.open(database, LONGEST_STATEMENT)) {
            BestTasks tasks = new BestTasks();
            TaskSide taskSide = new TaskSide(limitsOfOld);
            untouched(snapshot, taskSide, at, tasks::add);
            folded(snapshot, taskSide, at, tasks::add);
            List<AgentSnapshot> agents = new ArrayList<>();
            AgentSide agentSide = new AgentSide(limitsOfOld, true);
            untouched(snapshot, agentSide, at, agents::add);
            folded(snapshot, agentSide, at, agents::add);
            agents.sort(Comparator.comparing(agent -> agent.agentId().value()));
            return new Board(
                    at, Instant.now(), earliest(snapshot), tasks.wereMore, tasks.inOrder(), agents);
        } catch (SQLException e) {
            throw new AuditFailedException("The database cannot be read: " + e.getMessage(), e);
        }
    }

    /** The first ones in the order of the board, however many are offered. */
    private static final class BestTasks {

        private static final Comparator<TaskSnapshot> ORDER =
                Comparator.<TaskSnapshot, Boolean>comparing(task -> task.status().isFinal())
                        .thenComparing(TaskSnapshot::updatedAt, Comparator.reverseOrder())
                        .thenComparing(task -> task.taskId().value());

        private final PriorityQueue<TaskSnapshot> worstFirst =
                new PriorityQueue<>(ORDER.reversed());
        private boolean wereMore;

        void add(TaskSnapshot task) {
            worstFirst.add(task);
            if (worstFirst.size() > MAX_TASKS) {
                worstFirst.remove();
                wereMore = true;
            }
        }

        List<TaskSnapshot> inOrder() {
            return worstFirst.stream().sorted(ORDER).toList();
        }
    }

    private static <S> void untouched(
            DatabaseSnapshot snapshot, Side<S> side, Instant at, Consumer<S> found)
            throws SQLException {
        String sql =
                side.rows()
                        + " where "
                        + side.rowsWhere()
                        + " and "
                        + side.listedWhere()
                        + " and not exists ("
                        + touchedSince(side, "t")
                        + ")";
        try (Rows rows = snapshot.rows(sql, binding(at))) {
            while (rows.next()) {
                readable(side, rows, found);
            }
        }
    }

    /** What somebody has made of a row by hand is no part of the past. */
    private static <S> void readable(Side<S> side, Rows rows, Consumer<S> found)
            throws SQLException {
        S row;
        try {
            row = side.row(rows.row());
        } catch (UnreadableRowException _) {
            return;
        }
        found.accept(row);
    }

    private static <S> void folded(
            DatabaseSnapshot snapshot, Side<S> side, Instant at, Consumer<S> found)
            throws SQLException {
        Map<String, Start<S>> starts = starts(snapshot, side, at);
        String sql =
                side.entries()
                        + " from agent_events e where "
                        + side.entriesWhere()
                        + " and e.body is not null and e.applied_at <= ? and exists ("
                        + touchedSince(side, "e")
                        + ") order by "
                        + snapshot.byBytes("e." + side.idColumn())
                        + ", e.id";
        try (Rows rows = snapshot.rows(sql, binding(at, at))) {
            String current = null;
            Fold<S> fold = side.fold(null);
            while (rows.next()) {
                String id = Columns.text(rows.row(), Side.SUBJECT);
                if (!id.equals(current)) {
                    accept(side, fold, found);
                    Start<S> start = starts.get(id);
                    fold = side.fold(start == null ? null : start.state());
                    current = id;
                }
                add(fold, starts.get(id), rows);
            }
            accept(side, fold, found);
        }
    }

    private static <S> void add(Fold<S> fold, @Nullable Start<S> start, Rows rows)
            throws SQLException {
        if (start != null && rows.row().getLong(Side.ID) <= start.throughId()) {
            return;
        }
        try {
            fold.add(rows.row());
        } catch (UnreadableEntryException _) {
            // An entry that somebody changed by hand; the audit tells of it.
            return;
        }
    }

    private static <S> void accept(Side<S> side, Fold<S> fold, Consumer<S> found) {
        S state = fold.state();
        if (state != null && side.isPublished(state)) {
            found.accept(state);
        }
    }

    private record Start<S>(long throughId, S state) {}

    /** Checkpoints are of use only where they are not younger than the moment. */
    private static <S> Map<String, Start<S>> starts(
            DatabaseSnapshot snapshot, Side<S> side, Instant at) throws SQLException {
        Map<String, Start<S>> starts = new HashMap<>();
        if (side.starts("").isEmpty()) {
            return starts;
        }
        String sql =
                "select distinct on (agent_id) agent_id, through_id, snapshot::text from agent_checkpoints c"
                        + " where kind = 'purged' or not exists (select 1 from agent_events e"
                        + " where e.id <= c.through_id and e.agent_id = c.agent_id and "
                        + EntryReader.IS_OF_AGENT
                        + " and e.applied_at > ?) order by agent_id, through_id desc";
        try (Rows rows = snapshot.rows(sql, binding(at))) {
            while (rows.next()) {
                if (side.decode(Columns.bytes(rows.row(), 3))
                        instanceof Decoded.Valid<S>(S state)) {
                    starts.put(
                            Columns.text(rows.row(), 1), new Start<>(rows.row().getLong(2), state));
                }
            }
        }
        return starts;
    }

    private static @Nullable Instant earliest(DatabaseSnapshot snapshot) throws SQLException {
        try (Rows rows =
                snapshot.rows(
                        "select applied_at from agent_events where applied_at is not null order by id limit 1",
                        Binding.NOTHING)) {
            return rows.next() ? Columns.optionalInstant(rows.row(), 1) : null;
        }
    }

    private static String touchedSince(Side<?> side, String table) {
        return TOUCHED_SINCE.formatted(side.idColumn(), table)
                + (side.kind() == Subject.Kind.AGENT
                        ? " and (later.task_id is null or later.agent_version is not null)"
                        : "");
    }

    private static Binding binding(Instant... moments) {
        return statement -> {
            for (int i = 0; i < moments.length; i++) {
                statement.setObject(i + 1, OffsetDateTime.ofInstant(moments[i], ZoneOffset.UTC));
            }
        };
    }
}
