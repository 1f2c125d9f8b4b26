package dev.mcsync.processor.audit;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.db.PostgresConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.postgresql.PGProperty;

/**
 * The database as it stood at one moment, until this is closed or renewed: a read-only transaction
 * of a connection of its own, which takes no lock that a writer would wait for. The server ends it
 * when nothing is asked for {@link PostgresConnection#IDLE_IN_TRANSACTION_TIMEOUT}, since no dead
 * row that it might see can be removed meanwhile: whoever is busy elsewhere {@linkplain #keptBy
 * says so}. For one thread.
 */
final class DatabaseSnapshot implements AutoCloseable {

    /** Rows that the driver holds at a time. */
    private static final int FETCH_ROWS = 2_000;

    private final Connection connection;
    private final boolean ordersByBytes;

    private DatabaseSnapshot(Connection connection, boolean ordersByBytes) {
        this.connection = connection;
        this.ordersByBytes = ordersByBytes;
    }

    /**
     * @param statementLimit of the server, for each statement; zero for none
     */
    static DatabaseSnapshot open(PostgresAddress address, Duration statementLimit)
            throws SQLException {
        // Numbers and times come as bytes, not as text, from the first row on.
        Connection connection =
                PostgresConnection.open(
                        address, "mc-sync-audit", Map.of(PGProperty.PREPARE_THRESHOLD, "-1"));
        try {
            return begin(connection, statementLimit);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static DatabaseSnapshot begin(Connection connection, Duration statementLimit)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set statement_timeout = " + statementLimit.toMillis());
            statement.execute(
                    "set idle_in_transaction_session_timeout = "
                            + PostgresConnection.IDLE_IN_TRANSACTION_TIMEOUT.toMillis());
            // In the order of an index, rows come at once and none is sorted on disk.
            statement.execute("set enable_sort = off");
            statement.execute("set jit = off");
        }
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        return new DatabaseSnapshot(connection, ordersByBytes(connection));
    }

    /** Puts the parameters into a statement. */
    interface Binding {
        Binding NOTHING = _ -> {};

        void bind(PreparedStatement statement) throws SQLException;
    }

    /** Streams: the rows are fetched as they are asked for. */
    Rows rows(String sql, Binding binding) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            statement.setFetchSize(FETCH_ROWS);
            binding.bind(statement);
            return new Rows(statement, statement.executeQuery());
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    long number(String sql, Binding binding) throws SQLException {
        try (Rows rows = rows(sql, binding)) {
            rows.next();
            return rows.row().getLong(1);
        }
    }

    /** Takes a row that the cursor is on. */
    interface RowAction {
        void accept(ResultSet row) throws SQLException;
    }

    void forEach(String sql, Binding binding, RowAction action) throws SQLException {
        try (Rows rows = rows(sql, binding)) {
            while (rows.next()) {
                action.accept(rows.row());
            }
        }
    }

    /** These texts as an array, for the one parameter. */
    Binding anyOf(Collection<String> values) {
        return statement ->
                statement.setArray(1, connection.createArrayOf("text", values.toArray()));
    }

    /**
     * How a stream is ordered that is to be merged with another: by bytes, which is the order of
     * the index wherever the database itself orders so.
     */
    String byBytes(String column) {
        return ordersByBytes ? column : column + " collate \"C\"";
    }

    /** Keeps the moment, until this is closed, for as long as something else makes progress. */
    Progress keptBy(Progress progress) {
        return (step, done, expected) -> {
            try {
                if (!connection.isClosed()) {
                    number("select 1", Binding.NOTHING);
                }
            } catch (SQLException e) {
                throw new AuditFailedException("The database cannot be read: " + e.getMessage(), e);
            }
            progress.at(step, done, expected);
        };
    }

    /** Leaves this moment; the next statement begins another. Nothing may be open. */
    void renew() throws SQLException {
        connection.commit();
    }

    /** How far each input partition is in the database at this moment. */
    Applied applied() throws SQLException {
        Map<TopicPartition, Long> next = new HashMap<>();
        Set<TopicPartition> replayed = new HashSet<>();
        forEach(
                "select topic, partition, next_offset, coalesce(next_offset < replay_to, false)"
                        + " from source_offsets",
                Binding.NOTHING,
                row -> {
                    TopicPartition partition = new TopicPartition(row.getString(1), row.getInt(2));
                    next.put(partition, row.getLong(3));
                    if (row.getBoolean(4)) {
                        replayed.add(partition);
                    }
                });
        return new Applied(next, !replayed.isEmpty());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static boolean ordersByBytes(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select case datlocprovider when 'c' then datcollate in ('C', 'POSIX')"
                                        + " when 'b' then true else false end"
                                        + " from pg_database where datname = current_database()")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** An open query. */
    static final class Rows implements AutoCloseable {

        private final PreparedStatement statement;
        private final ResultSet row;

        private Rows(PreparedStatement statement, ResultSet row) {
            this.statement = statement;
            this.row = row;
        }

        boolean next() throws SQLException {
            return row.next();
        }

        ResultSet row() {
            return row;
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }
}
