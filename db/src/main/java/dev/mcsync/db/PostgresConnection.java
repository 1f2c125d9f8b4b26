package dev.mcsync.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens single connections by JDBC, for what reads or changes much in one go; the services' own
 * work goes through the {@link PostgresPool}. Whoever opens one closes it.
 */
public final class PostgresConnection {

    /**
     * After this time a frozen process that holds locks, or the vacuum, loses its connection. Every
     * session that keeps a transaction open says so to the server.
     */
    public static final Duration IDLE_IN_TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

    private static final int CONNECT_SECONDS = 10;

    private PostgresConnection() {}

    /**
     * Not by {@code DriverManager}, which may not see drivers inside a runnable jar.
     *
     * @param applicationName what {@code pg_stat_activity} shows of it
     */
    public static Connection open(PostgresAddress address, String applicationName)
            throws SQLException {
        return open(address, applicationName, Map.of());
    }

    /**
     * @param more properties of the driver
     * @throws SQLNonTransientConnectionException when a pooler in between lets others use the
     *     session too
     */
    public static Connection open(
            PostgresAddress address, String applicationName, Map<PGProperty, String> more)
            throws SQLException {
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setUrl(address.jdbcUrl());
        server.setApplicationName(applicationName);
        server.setConnectTimeout(CONNECT_SECONDS);
        server.setTcpKeepAlive(true);
        for (Map.Entry<PGProperty, String> property : more.entrySet()) {
            server.setProperty(property.getKey(), property.getValue());
        }
        Connection connection = server.getConnection(address.user(), address.password());
        try {
            requireOwnSession(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void requireOwnSession(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(SessionMark.begin(SessionMark.fresh(), Map.of()))) {
            row.next();
            if (!row.getString(1).isEmpty()) {
                throw new SQLNonTransientConnectionException(SessionMark.refusal());
            }
        }
    }
}
