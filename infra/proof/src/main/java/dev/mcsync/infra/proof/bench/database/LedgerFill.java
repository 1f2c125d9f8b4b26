package dev.mcsync.infra.proof.bench.database;

import dev.mcsync.infra.proof.bench.subject.Question;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes the ledger long by SQL: the rows that the product wrote, again and again under other ids,
 * with their claims and tasks. They are of tasks that nobody speaks of any more, so they are not
 * chained.
 */
public final class LedgerFill {

    private static final String LENGTH = "select count(*) from agent_events";

    private final Connection connection;
    private int copies;

    /**
     * @param connection to the product's database, as its owner
     */
    public LedgerFill(Connection connection) {
        this.connection = connection;
    }

    /** Leaves so many of the newest rows, as after a purge, and no claims of the others. */
    public void cutTo(long rows) throws SQLException {
        execute(
                "begin; set local mc.purge = 'on'; delete from agent_events where id <= (select max(id) - %d from agent_events); commit"
                        .formatted(rows));
        execute(
                "delete from processed_events p where not exists (select from agent_events e where e.event_id = p.event_id)");
        execute("vacuum analyze agent_events, processed_events");
    }

    /** Returns when there are about so many rows; tells how many there are. */
    public long fillTo(long rows) throws SQLException {
        execute(
                "create temporary table if not exists seed as select * from agent_events where task_id is not null limit 10000");
        execute(
                "create temporary table if not exists seed_tasks as select * from tasks where task_id in (select task_id from seed)");
        execute(
                "create temporary table if not exists seed_claims as select * from processed_events where event_id in (select event_id from seed)");
        long seeds = Question.number(connection, "select count(*) from seed");
        long there = Question.number(connection, LENGTH);
        execute("alter table agent_events disable trigger agent_events_chain");
        for (; there + seeds <= rows; there += seeds) {
            copies++;
            copy(
                    "seed",
                    "agent_events",
                    List.of("event_id", "task_id", "command_id"),
                    List.of("id", "chain"));
            copy("seed_claims", "processed_events", List.of("event_id"), List.of());
            copy("seed_tasks", "tasks", List.of("task_id", "command_id"), List.of());
        }
        execute("alter table agent_events enable trigger agent_events_chain");
        execute("analyze");
        return Question.number(connection, LENGTH);
    }

    private void copy(String seed, String table, List<String> ids, List<String> leftOut)
            throws SQLException {
        List<String> columns = Columns.of(connection, table);
        columns.removeAll(leftOut);
        Map<String, String> other =
                ids.stream()
                        .collect(
                                Collectors.toMap(id -> id, id -> id + " || '_copy" + copies + "'"));
        execute(
                "insert into %s (%s) select %s from %s"
                        .formatted(
                                table,
                                String.join(", ", columns),
                                columns.stream()
                                        .map(column -> other.getOrDefault(column, column))
                                        .collect(Collectors.joining(", ")),
                                seed));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
