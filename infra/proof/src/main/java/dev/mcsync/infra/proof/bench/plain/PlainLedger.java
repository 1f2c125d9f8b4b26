package dev.mcsync.infra.proof.bench.plain;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One transaction for each report: the event, its task and its agent, or nothing of them. */
final class PlainLedger {

    private static final String INSERT_EVENT =
            """
            insert into agent_events (event_id, task_id, agent_id, command_id, type, progress, message)
            values (?, ?, ?, ?, ?, ?, ?) on conflict (event_id) do nothing
            """;
    private static final String UPDATE_TASK =
            """
            update tasks set status = ?, progress = coalesce(?, progress), message = ?, last_event_id = ?,
                version = version + 1, updated_at = now()
            where task_id = ?
            returning version, title, agent_id, progress, created_at, updated_at
            """;
    private static final String UPSERT_AGENT =
            """
            insert into agents_status (agent_id, presence, last_seen_at, last_event_id, current_task_id)
            values (?, 'online', now(), ?, ?)
            on conflict (agent_id) do update set presence = 'online', last_seen_at = now(),
                last_event_id = excluded.last_event_id, current_task_id = excluded.current_task_id
            """;

    private final DataSource connections;

    PlainLedger(DataSource connections) {
        this.connections = connections;
    }

    /** The task as it stands then; empty where the event was known or there is no such task. */
    Optional<PlainTask> apply(PlainReport report) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Optional<PlainTask> task = apply(connection, report);
                connection.commit();
                return task;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static Optional<PlainTask> apply(Connection connection, PlainReport report)
            throws SQLException {
        if (!isNew(connection, report)) {
            return Optional.empty();
        }
        Optional<PlainTask> task = update(connection, report);
        try (PreparedStatement agent = connection.prepareStatement(UPSERT_AGENT)) {
            agent.setString(1, report.agentId());
            agent.setString(2, report.eventId());
            agent.setString(3, report.taskId());
            agent.executeUpdate();
        }
        return task;
    }

    private static boolean isNew(Connection connection, PlainReport report) throws SQLException {
        try (PreparedStatement event = connection.prepareStatement(INSERT_EVENT)) {
            event.setString(1, report.eventId());
            event.setString(2, report.taskId());
            event.setString(3, report.agentId());
            event.setString(4, report.commandId());
            event.setString(5, report.type());
            set(event, 6, report.progress());
            event.setString(7, report.message());
            return event.executeUpdate() == 1;
        }
    }

    private static Optional<PlainTask> update(Connection connection, PlainReport report)
            throws SQLException {
        try (PreparedStatement task = connection.prepareStatement(UPDATE_TASK)) {
            task.setString(1, report.status());
            set(task, 2, report.progress());
            task.setString(3, report.message());
            task.setString(4, report.eventId());
            task.setString(5, report.taskId());
            try (ResultSet row = task.executeQuery()) {
                return row.next() ? Optional.of(task(report, row)) : Optional.empty();
            }
        }
    }

    private static PlainTask task(PlainReport report, ResultSet row) throws SQLException {
        return new PlainTask(
                report.taskId(),
                row.getLong("version"),
                row.getString("title"),
                row.getString("agent_id"),
                report.status(),
                row.getObject("progress", Integer.class),
                report.message(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                report.eventId());
    }

    private static void set(PreparedStatement statement, int index, @Nullable Integer value)
            throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.INTEGER);
        } else {
            statement.setInt(index, value);
        }
    }
}
