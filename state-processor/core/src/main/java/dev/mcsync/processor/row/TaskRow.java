package dev.mcsync.processor.row;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.PriorAttempt;
import dev.mcsync.contracts.wire.Remark;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot.Attempt;
import dev.mcsync.contracts.wire.TaskSnapshot.Moments;
import dev.mcsync.contracts.wire.TaskSnapshot.Phase;
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
                    Column.text("title", task -> task.brief().title()),
                    Column.text("agent_id", TaskSnapshot::agentId),
                    Column.text("command_id", TaskSnapshot::commandId),
                    Column.of("attempt", "int", task -> task.attempt().number()),
                    Column.text("status", task -> task.status().wireName()),
                    Column.text("stage", task -> task.stage().wireName()),
                    Column.of("progress", "int", task -> task.remark().progress()),
                    Column.text("message", task -> task.remark().message()),
                    Column.text("error_code", task -> task.remark().errorCode()),
                    Column.of("payload", "jsonb", task -> task.brief().payload()),
                    Column.of("deliveries", "int", task -> task.attempt().deliveries()),
                    Column.of("created_at", "timestamptz", TaskSnapshot::createdAt),
                    Column.of("updated_at", "timestamptz", TaskSnapshot::updatedAt),
                    Column.of("stage_since", "timestamptz", task -> task.phase().stageSince()),
                    Column.of("status_since", "timestamptz", task -> task.phase().statusSince()),
                    Column.of("deadline_at", "timestamptz", task -> task.phase().deadlineAt()),
                    Column.of("prior_attempts", "jsonb", TaskRow::attempts),
                    Column.of("ack_timeout", "int", task -> seconds(task.limits().ackTimeout())),
                    Column.of(
                            "running_timeout",
                            "int",
                            task -> seconds(task.limits().runningTimeout())),
                    Column.of("max_attempts", "int", task -> task.limits().maxAttempts()),
                    Column.text("last_event_id", TaskSnapshot::lastEventId),
                    Column.of("acked_at", "timestamptz", task -> task.moments().ackedAt()),
                    Column.of("started_at", "timestamptz", task -> task.moments().startedAt()),
                    Column.of("finished_at", "timestamptz", task -> task.moments().finishedAt()),
                    Column.of("left_board_at", "timestamptz", task -> task.moments().archivedAt()),
                    Column.of(
                            "answer_timeout",
                            "int",
                            task -> seconds(task.limits().answerTimeout())),
                    Column.text("agent_instructions", task -> task.brief().instructions()),
                    Column.of(
                            "agent_dialogue",
                            "jsonb",
                            task -> WireCodec.encodeDialogue(task.dialogue())),
                    Column.of(
                            "agent_result",
                            "jsonb",
                            task -> WireCodec.encodeResult(task.result())));

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
                        brief(row),
                        row.number("version"),
                        attempt(row),
                        phase(row),
                        moments(row),
                        remark(row),
                        row.instant("created_at"),
                        row.instant("updated_at"),
                        row.id("last_event_id", EventId::new),
                        WireCodec.decodeDialogue(row.optionalText("agent_dialogue")),
                        WireCodec.decodeResult(row.optionalText("agent_result"))));
    }

    private static Brief brief(RowReader row) {
        return new Brief(
                row.id("task_id", TaskId::new),
                row.id("agent_id", AgentId::new),
                row.text("title"),
                row.optionalJson("payload"),
                new TaskLimits(
                        row.optionalSeconds("ack_timeout"),
                        row.optionalSeconds("running_timeout"),
                        row.integer("max_attempts"),
                        row.optionalSeconds("answer_timeout")),
                row.optionalText("agent_instructions"));
    }

    private static Attempt attempt(RowReader row) {
        return new Attempt(
                row.id("command_id", CommandId::new),
                row.integer("attempt"),
                row.integer("deliveries"),
                attempts(row.text("prior_attempts")));
    }

    private static Phase phase(RowReader row) {
        return new Phase(
                row.word("status", TaskStatus.class),
                row.instant("status_since"),
                row.word("stage", Stage.class),
                row.instant("stage_since"),
                row.optionalInstant("deadline_at"));
    }

    private static Moments moments(RowReader row) {
        return new Moments(
                row.optionalInstant("acked_at"),
                row.optionalInstant("started_at"),
                row.optionalInstant("finished_at"),
                row.optionalInstant("left_board_at"));
    }

    private static Remark remark(RowReader row) {
        return new Remark(
                row.optionalText("message"),
                row.optionalInteger("progress"),
                row.optionalText("error_code"));
    }

    private static List<PriorAttempt> attempts(String array) {
        return array.equals(NO_ATTEMPTS) ? List.of() : WireCodec.decodeAttempts(array);
    }

    private static String attempts(TaskSnapshot task) {
        return task.attempt().prior().isEmpty()
                ? NO_ATTEMPTS
                : WireCodec.encodeAttempts(task.attempt().prior());
    }

    private static @Nullable Long seconds(@Nullable Duration timeout) {
        return timeout == null ? null : timeout.toSeconds();
    }
}
