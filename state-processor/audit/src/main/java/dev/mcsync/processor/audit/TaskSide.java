package dev.mcsync.processor.audit;

import dev.mcsync.contracts.codec.OwnCodec;
import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.core.TaskFold;
import dev.mcsync.processor.row.EntryReader;
import dev.mcsync.processor.row.TaskRow;
import java.sql.ResultSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tasks. */
record TaskSide(Limits limitsOfOld) implements Side<TaskSnapshot> {

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
    public String table() {
        return "tasks";
    }

    @Override
    public String idColumn() {
        return "task_id";
    }

    @Override
    public String entries() {
        return "select e.task_id, e.id, " + EntryReader.OF_TASKS;
    }

    @Override
    public String entriesWhere() {
        return "e.task_id is not null";
    }

    @Override
    public String rows() {
        return "select " + TaskRow.selected("t") + " from tasks t";
    }

    @Override
    public String rowsWhere() {
        return "t.version > 0";
    }

    @Override
    public String listedWhere() {
        return "t.left_board_at is null";
    }

    @Override
    public Optional<String> starts(String condition) {
        return Optional.empty();
    }

    @Override
    public Fold<TaskSnapshot> fold(@Nullable TaskSnapshot start) {
        TaskFold fold = new TaskFold(limitsOfOld);
        EntryReader entries = new EntryReader();
        return new Fold<>(
                entry -> fold.add(entries.taskStep(entry)), fold::task, fold::divergences);
    }

    @Override
    public TaskSnapshot row(ResultSet row) {
        return TaskRow.read(JdbcFields.reader(row));
    }

    @Override
    public boolean isSame(TaskSnapshot folded, TaskSnapshot row) {
        return folded.equals(row);
    }

    @Override
    public boolean isPublished(TaskSnapshot task) {
        return task.isOnBoard();
    }

    @Override
    public long version(TaskSnapshot task) {
        return task.version();
    }

    @Override
    public TaskSnapshot asBefore(TaskSnapshot task) {
        return task.withoutMoments();
    }

    @Override
    public byte[] encode(TaskSnapshot task) {
        return WireCodec.encode(task);
    }

    @Override
    public Decoded<TaskSnapshot> decode(byte[] value) {
        return OwnCodec.decodeTaskSnapshot(value);
    }
}
