package dev.mcsync.infra.local.audit;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.db.PostgresConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One snapshot of the database, read as a stream. For one thread. */
final class Tables implements AutoCloseable {

    private static final int FETCH_ROWS = 5_000;

    private final Connection connection;

    private Tables(Connection connection) {
        this.connection = connection;
    }

    static Tables open(PostgresAddress address) throws SQLException {
        Connection connection = PostgresConnection.open(address, "mc-sync-audit");
        try (Statement statement = connection.createStatement()) {
            statement.execute("set statement_timeout = 0");
            statement.execute("set idle_in_transaction_session_timeout = 0");
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            return new Tables(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    interface RowAction {
        void accept(ResultSet row) throws SQLException;
    }

    /**
     * @param parameters texts, or arrays of them
     */
    void rows(String sql, RowAction action, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH_ROWS);
            for (int i = 0; i < parameters.length; i++) {
                if (parameters[i] instanceof Object[] array) {
                    statement.setArray(i + 1, connection.createArrayOf("text", array));
                } else {
                    statement.setObject(i + 1, parameters[i]);
                }
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    action.accept(rows);
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
