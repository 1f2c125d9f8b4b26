package dev.mcsync.processor.audit;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.PriorAttempt;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.core.TaskFold;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tasks. */
record TaskSide(Limits limitsOfOld) implements Side<TaskSnapshot> {

    private static final int TO_STATUS = EntryColumns.FURTHER;
    private static final int TO_STAGE = TO_STATUS + 1;
    private static final int COMMAND_ID = TO_STATUS + 2;
    private static final int ATTEMPT = TO_STATUS + 3;

    @Override
    public Subject.Kind kind() {
        return Subject.Kind.TASK;
    }

    @Override
    public Topic input() {
        return Topic.TASK_EVENTS;
    }

    @Override
    public Topic published() {
        return Topic.TASK_STATE;
    }

    @Override
    public String idColumn() {
        return "task_id";
    }

    @Override
    public String entries() {
        return "select e.task_id, "
                + EntryColumns.SELECTED
                + ", e.to_status, e.to_stage, e.command_id, e.attempt";
    }

    @Override
    public String entriesWhere() {
        return "e.task_id is not null";
    }

    @Override
    public String rows() {
        return "select t.task_id, t.version, t.title, t.agent_id, t.command_id, t.attempt, t.status, t.stage,"
                + " t.progress, t.message, t.error_code, t.payload::text, t.deliveries, t.created_at, t.updated_at,"
                + " t.stage_since, t.status_since, t.deadline_at, t.prior_attempts::text, t.ack_timeout,"
                + " t.running_timeout, t.max_attempts, t.last_event_id from tasks t";
    }

    @Override
    public String rowsWhere() {
        return "t.version > 0";
    }

    @Override
    public Optional<String> starts() {
        return Optional.empty();
    }

    @Override
    public Fold<TaskSnapshot> fold(@Nullable TaskSnapshot start) {
        return new OfTask(limitsOfOld);
    }

    @Override
    public TaskSnapshot row(ResultSet row) throws SQLException {
        return new TaskSnapshot(
                Columns.id(row, 1, TaskId::new),
                row.getLong(2),
                Columns.text(row, 3),
                Columns.id(row, 4, AgentId::new),
                Columns.id(row, 5, CommandId::new),
                Columns.integer(row, 6),
                Columns.word(row, 7, TaskStatus.class),
                Columns.word(row, 8, Stage.class),
                Columns.optionalInteger(row, 9),
                row.getString(10),
                row.getString(11),
                Columns.optionalJson(row, 12),
                Columns.integer(row, 13),
                Columns.instant(row, 14),
                Columns.instant(row, 15),
                Columns.instant(row, 16),
                Columns.instant(row, 17),
                Columns.optionalInstant(row, 18),
                attempts(Columns.text(row, 19)),
                limits(row),
                Columns.id(row, 23, EventId::new));
    }

    @Override
    public boolean isPublished(TaskSnapshot task) {
        return true;
    }

    @Override
    public long version(TaskSnapshot task) {
        return task.version();
    }

    @Override
    public byte[] encode(TaskSnapshot task) {
        return WireCodec.encode(task);
    }

    @Override
    public Decoded<TaskSnapshot> decode(byte[] value) {
        return WireCodec.decodeTaskSnapshot(value);
    }

    private static TaskLimits limits(ResultSet row) throws SQLException {
        Duration ack = Columns.optionalSeconds(row, 20);
        Duration running = Columns.optionalSeconds(row, 21);
        int maxAttempts = Columns.integer(row, 22);
        return Columns.accepted(() -> new TaskLimits(ack, running, maxAttempts));
    }

    private static List<PriorAttempt> attempts(String array) {
        return array.equals("[]")
                ? List.of()
                : Columns.accepted(() -> WireCodec.decodeAttempts(array));
    }

    private static final class OfTask implements Fold<TaskSnapshot> {

        private final EntryColumns columns = new EntryColumns();
        private final TaskFold fold;

        OfTask(Limits limitsOfOld) {
            this.fold = new TaskFold(limitsOfOld);
        }

        @Override
        public void add(ResultSet entry) throws SQLException {
            TaskFold.Step step;
            try {
                step =
                        new TaskFold.Step(
                                EntryColumns.received(entry, WireCodec::decodeTaskFact),
                                Columns.instant(entry, EntryColumns.APPLIED_AT),
                                columns.limits(entry),
                                Columns.word(entry, EntryColumns.OUTCOME, Effect.class),
                                Columns.optionalNumber(entry, EntryColumns.VERSION),
                                Columns.optionalWord(entry, TO_STATUS, TaskStatus.class),
                                Columns.optionalWord(entry, TO_STAGE, Stage.class),
                                Columns.optionalId(entry, COMMAND_ID, CommandId::new),
                                Columns.optionalInteger(entry, ATTEMPT));
            } catch (UnreadableRowException e) {
                throw new UnreadableEntryException(entry.getLong(EntryColumns.ID), e);
            }
            fold.add(step);
        }

        @Override
        public @Nullable TaskSnapshot state() {
            return fold.task().orElse(null);
        }

        @Override
        public List<String> divergences() {
            return fold.divergences();
        }
    }
}
