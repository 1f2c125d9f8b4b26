package dev.mcsync.infra.proof.bench.subject;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.proof.bench.load.Address;
import dev.mcsync.infra.proof.bench.load.Client;
import dev.mcsync.infra.proof.bench.load.Reports;
import dev.mcsync.infra.proof.bench.plain.PlainDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * One of the systems that are measured: the product, or the plain yardstick. Both keep reports in a
 * table {@code agent_events} and tell boards of the task.
 */
public record Subject(String name, Address address, PostgresAddress database) {

    public static final String PRODUCT = "product";
    public static final String PLAIN = "plain";

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.user(), database.password());
    }

    public boolean isProduct() {
        return name.equals(PRODUCT);
    }

    /** Puts the tasks there that will be reported on. */
    public void create(Reports reports, Client client) throws SQLException {
        if (isProduct()) {
            client.createTasks(reports);
            return;
        }
        try (Connection connection = connect()) {
            for (Reports.Target target : reports.targets()) {
                PlainDatabase.insertTask(
                        connection, target.taskId(), target.agentId(), target.commandId());
            }
        }
    }
}
