package dev.mcsync.infra.proof.bench.database;

import dev.mcsync.db.DatabaseMigration;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.proof.bench.subject.Question;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/**
 * Writes the product's own rows once more, entirely inside PostgreSQL: into a database with the
 * product's schema, so with the same indexes and the same chain of hashes, in transactions of 500
 * events. What the product wrote is the template, and the chain must come out the same.
 */
public final class DatabaseYardstick implements AutoCloseable {

    /** Events in a transaction. */
    public static final int BATCH = 500;

    private static final String NAME = "yardstick";
    private static final String OF_TASKS = " where task_id is not null";
    private static final List<String> TEMPLATES =
            List.of("agent_events", "processed_events", "tasks", "agents_status");

    private final Connection connection;

    private DatabaseYardstick(Connection connection) {
        this.connection = connection;
    }

    /** Makes the database and brings the rows there that will be written; nothing is timed yet. */
    public static DatabaseYardstick prepare(PostgresAddress product) throws SQLException {
        try (Connection source = connect(product);
                Statement statement = source.createStatement()) {
            statement.execute("create database " + NAME);
            PostgresAddress address = product.withDatabase(NAME);
            DatabaseMigration.migrate(address);
            DatabaseYardstick yardstick = new DatabaseYardstick(connect(address));
            for (String table : TEMPLATES) {
                yardstick.copy(source, table);
            }
            yardstick.prepare();
            return yardstick;
        }
    }

    /** Writes all of them; tells how many events that were. */
    public int run() throws SQLException {
        execute("call write_batches()");
        int events =
                Math.toIntExact(Question.number(connection, "select count(*) from agent_events"));
        long wrong =
                Question.number(
                        connection,
                        "select count(*) from template_agent_events t left join agent_events e using (id) where e.chain is distinct from t.chain");
        if (wrong > 0) {
            throw new IllegalStateException(
                    "Expected the product's chain of hashes, found %d rows that differ"
                            .formatted(wrong));
        }
        return events;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void copy(Connection source, String table) throws SQLException {
        String template = "template_" + table;
        execute("create unlogged table %s (like %s)".formatted(template, table));
        String rows = "select * from " + table + (table.equals("agent_events") ? OF_TASKS : "");
        CopyOut out =
                source.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("copy (" + rows + ") to stdout");
        CopyIn in =
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy " + template + " from stdin");
        for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
            in.writeToCopy(row, 0, row.length);
        }
        in.endCopy();
    }

    private void prepare() throws SQLException {
        execute(
                """
                create unlogged table numbered as
                    select id, event_id, (row_number() over (order by id) - 1) / %d as batch from template_agent_events;
                create index on numbered (batch);
                create unique index on template_agent_events (id);
                create unique index on template_processed_events (event_id);
                create unique index on template_tasks (task_id);
                create unique index on template_agents_status (agent_id);
                """
                        .formatted(BATCH));
        // The tables that are written stay unknown, as the product's are when it starts: known as
        // empty
        // they would be read from end to end by plans that are kept.
        execute(
                "analyze numbered, template_agent_events, template_processed_events, template_tasks, template_agents_status");
        execute(BatchWriter.procedure(connection));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(PostgresAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }
}
