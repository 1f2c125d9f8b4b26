package dev.mcsync.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One real PostgreSQL, durable as in earnest, for the tests of this module; many databases in it.
 */
final class TestServer {

    /** What a field holds before its test begins. */
    static final PostgresAddress NONE = new PostgresAddress("none", "", "127.0.0.1", 1, "none");

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private TestServer() {}

    /** A database of its own, without any table. */
    static PostgresAddress emptyDatabase() throws SQLException {
        PostgresAddress server =
                new PostgresAddress(
                        "postgres", "unused-by-trust", "127.0.0.1", SERVER.getPort(), "postgres");
        String name = "test_" + DATABASES.incrementAndGet();
        execute(server, "create database " + name);
        return server.withDatabase(name);
    }

    static void execute(PostgresAddress address, String sql) throws SQLException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Each row as its columns, joined by {@code " | "}; times in UTC. */
    static List<String> query(PostgresAddress address, String sql) throws SQLException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                StringJoiner line = new StringJoiner(" | ");
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    line.add(rows.getString(i));
                }
                lines.add(line.toString());
            }
            return lines;
        }
    }

    /** Runs a script that stands beside the tests. */
    static void executeResource(PostgresAddress address, String name) throws Exception {
        try (InputStream script =
                Objects.requireNonNull(TestServer.class.getResourceAsStream(name), name)) {
            execute(address, new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static Connection connect(PostgresAddress address) throws SQLException {
        Connection connection =
                DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        try (Statement statement = connection.createStatement()) {
            statement.execute("set time zone 'UTC'");
        }
        return connection;
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server =
                    EmbeddedPostgres.builder()
                            .setServerConfig("fsync", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setPGStartupWait(Duration.ofSeconds(60))
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
