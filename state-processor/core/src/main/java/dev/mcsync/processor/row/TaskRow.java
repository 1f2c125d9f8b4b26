package dev.mcsync.processor.row;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.PriorAttempt;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task as a row of {@code tasks}. */
public final class TaskRow {

    private static final String NO_ATTEMPTS = "[]";

    /** The key first. */
    public static final List<Column<TaskSnapshot>> COLUMNS =
            List.of(
                    Column.text("task_id", TaskSnapshot::taskId),
                    Column.of("version", "bigint", TaskSnapshot::version),
                    Column.text("title", TaskSnapshot::title),
                    Column.text("agent_id", TaskSnapshot::agentId),
                    Column.text("command_id", TaskSnapshot::commandId),
                    Column.of("attempt", "int", TaskSnapshot::attempt),
                    Column.text("status", task -> task.status().wireName()),
                    Column.text("stage", task -> task.stage().wireName()),
                    Column.of("progress", "int", TaskSnapshot::progress),
                    Column.text("message", TaskSnapshot::message),
                    Column.text("error_code", TaskSnapshot::errorCode),
                    Column.of("payload", "jsonb", TaskSnapshot::payload),
                    Column.of("deliveries", "int", TaskSnapshot::deliveries),
                    Column.of("created_at", "timestamptz", TaskSnapshot::createdAt),
                    Column.of("updated_at", "timestamptz", TaskSnapshot::updatedAt),
                    Column.of("stage_since", "timestamptz", TaskSnapshot::stageSince),
                    Column.of("status_since", "timestamptz", TaskSnapshot::statusSince),
                    Column.of("deadline_at", "timestamptz", TaskSnapshot::deadlineAt),
                    Column.of("prior_attempts", "jsonb", TaskRow::attempts),
                    Column.of("ack_timeout", "int", task -> seconds(task.limits().ackTimeout())),
                    Column.of(
                            "running_timeout",
                            "int",
                            task -> seconds(task.limits().runningTimeout())),
                    Column.of("max_attempts", "int", task -> task.limits().maxAttempts()),
                    Column.text("last_event_id", TaskSnapshot::lastEventId));

    private TaskRow() {}

    /**
     * @param alias of the table within the statement
     */
    public static String selected(String alias) {
        return Column.selected(COLUMNS, alias);
    }

    /**
     * @throws UnreadableRowException when it holds what no fact could have written
     */
    public static TaskSnapshot read(RowReader row) {
        return RowReader.accepted(() ->
                new TaskSnapshot(
                        row.id("task_id", TaskId::new),
                        row.number("version"),
                        row.text("title"),
                        row.id("agent_id", AgentId::new),
                        row.id("command_id", CommandId::new),
                        row.integer("attempt"),
                        row.word("status", TaskStatus.class),
                        row.word("stage", Stage.class),
                        row.optionalInteger("progress"),
                        row.optionalText("message"),
                        row.optionalText("error_code"),
                        row.optionalJson("payload"),
                        row.integer("deliveries"),
                        row.instant("created_at"),
                        row.instant("updated_at"),
                        row.instant("stage_since"),
                        row.instant("status_since"),
                        row.optionalInstant("deadline_at"),
                        attempts(row.text("prior_attempts")),
                        new TaskLimits(
                                row.optionalSeconds("ack_timeout"),
                                row.optionalSeconds("running_timeout"),
                                row.integer("max_attempts")),
                        row.id("last_event_id", EventId::new)));
    }

    private static List<PriorAttempt> attempts(String array) {
        return array.equals(NO_ATTEMPTS) ? List.of() : WireCodec.decodeAttempts(array);
    }

    private static String attempts(TaskSnapshot task) {
        return task.priorAttempts().isEmpty()
                ? NO_ATTEMPTS
                : WireCodec.encodeAttempts(task.priorAttempts());
    }

    private static @Nullable Long seconds(@Nullable Duration timeout) {
        return timeout == null ? null : timeout.toSeconds();
    }
}
