package dev.mcsync.infra.testbed;

import dev.mcsync.db.DatabaseMigration;
import dev.mcsync.db.PostgresAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes databases on one server; migrates once and copies the result for each one after that. */
final class TestDatabases {
    private static final String TEMPLATE = "migrated_template";

    private final PostgresAddress server;
    private boolean templateReady;
    private int created;

    TestDatabases(PostgresAddress server) {
        this.server = server;
    }

    synchronized PostgresAddress createMigrated() {
        if (!templateReady) {
            DatabaseMigration.migrate(create(TEMPLATE, ""));
            templateReady = true;
        }
        return create(nextName(), " template " + TEMPLATE);
    }

    synchronized PostgresAddress createEmpty() {
        return create(nextName(), "");
    }

    private String nextName() {
        created++;
        return "test_" + created;
    }

    private PostgresAddress create(String name, String options) {
        try (Connection connection =
                        DriverManager.getConnection(
                                server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + options);
            return server.withDatabase(name);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create the database " + name, e);
        }
    }
}
