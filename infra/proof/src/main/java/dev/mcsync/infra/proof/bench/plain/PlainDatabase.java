package dev.mcsync.infra.proof.bench.plain;

import dev.mcsync.db.PostgresAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** The yardstick's own database, beside the product's in the same server. */
public final class PlainDatabase {

    private static final String NAME = "plain";

    /** With the indexes that its reads would need: a task's history, an agent's tasks, a column. */
    private static final String SCHEMA =
            """
            create table tasks (
                task_id text primary key, title text not null, agent_id text, command_id text, status text not null,
                stage text not null, progress integer, message text, version bigint not null default 0, last_event_id text,
                created_at timestamptz not null default now(), updated_at timestamptz not null default now());
            create index tasks_agent_idx on tasks (agent_id);
            create index tasks_status_idx on tasks (status);
            create table agents_status (
                agent_id text primary key, presence text not null, last_seen_at timestamptz not null,
                last_event_id text, current_task_id text);
            create table agent_events (
                id bigserial primary key, event_id text not null unique, task_id text not null, agent_id text not null,
                command_id text, type text not null, progress integer, message text,
                received_at timestamptz not null default now());
            create index agent_events_task_idx on agent_events (task_id, id);
            create index agent_events_agent_idx on agent_events (agent_id, id);
            """;

    private static final String INSERT_TASK =
            "insert into tasks (task_id, title, agent_id, command_id, status, stage) values (?, ?, ?, ?, 'queued', 'todo')";

    private PlainDatabase() {}

    /** Makes it, empty. */
    public static PostgresAddress create(PostgresAddress ofProduct) throws SQLException {
        execute(ofProduct, "create database " + NAME);
        PostgresAddress address = ofProduct.withDatabase(NAME);
        execute(address, SCHEMA);
        return address;
    }

    /** Puts a task on its board. */
    public static void insertTask(
            Connection connection, String taskId, String agentId, String commandId)
            throws SQLException {
        try (PreparedStatement task = connection.prepareStatement(INSERT_TASK)) {
            task.setString(1, taskId);
            task.setString(2, "Task " + taskId);
            task.setString(3, agentId);
            task.setString(4, commandId);
            task.executeUpdate();
        }
    }

    private static void execute(PostgresAddress address, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                address.jdbcUrl(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
