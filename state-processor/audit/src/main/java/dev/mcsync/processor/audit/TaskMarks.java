package dev.mcsync.processor.audit;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.processor.audit.DatabaseSnapshot.Binding;
import dev.mcsync.processor.audit.DatabaseSnapshot.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds where the last look ended, and says where this one will have.
 *
 * @param longestTransaction nothing that began before is still to come
 */
record TaskMarks(LogOffsets offsets, Duration longestTransaction) {

    /** Clocks of brokers and database differ, and publishing takes its time. */
    private static final int LENIENCE = 3;

    /**
     * The numbers of a database that was copied row by row into another are not those of the other,
     * and a mark that lies ahead of them says so.
     */
    private static final String LAST =
            "select through_id, row_xid, published, looked_at from reconcile_marks where subject_kind = 'task'"
                    + " and row_xid <= pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
                    + " and pg_snapshot_xmax(pg_current_snapshot())::text::bigint - row_xid < 2147483648"
                    + " and through_id <= (select coalesce(max(id), 0) from agent_events)";

    private static final String NOW =
            "select coalesce((select max(id) from agent_events where applied_at < now() - ? * interval '1 ms'), 0),"
                    + " pg_snapshot_xmin(pg_current_snapshot())::text::bigint, now()";

    /** Nothing where there is no mark, or log and database are others than those it is of. */
    Optional<TaskMark> last(DatabaseSnapshot snapshot) throws SQLException, InterruptedException {
        Optional<TaskMark> last = Optional.empty();
        try (Rows rows = snapshot.rows(LAST, Binding.NOTHING)) {
            if (rows.next()) {
                ResultSet row = rows.row();
                Long[] published = (Long[]) row.getArray(3).getArray();
                last =
                        Optional.of(
                                new TaskMark(
                                        row.getLong(1),
                                        row.getLong(2),
                                        Stream.of(published).toList(),
                                        row.getObject(4, OffsetDateTime.class).toInstant()));
            }
        }
        snapshot.renew();
        Map<TopicPartition, Long> ends = offsets.endsOf(Topic.TASK_STATE);
        return last.filter(mark -> isOf(ends, places(mark)));
    }

    private static boolean isOf(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> places) {
        return ends.keySet().equals(places.keySet())
                && places.entrySet().stream()
                        .allMatch(
                                place -> place.getValue() <= ends.getOrDefault(place.getKey(), 0L));
    }

    /**
     * As of now, for a look that is about to begin: a transaction takes its place in the ledger
     * before it commits.
     */
    TaskMark next(DatabaseSnapshot snapshot) throws SQLException, InterruptedException {
        try (Rows rows =
                snapshot.rows(
                        NOW, statement -> statement.setLong(1, longestTransaction.toMillis()))) {
            rows.next();
            ResultSet row = rows.row();
            OffsetDateTime now = row.getObject(3, OffsetDateTime.class);
            Map<TopicPartition, Long> places =
                    offsets.at(
                            Topic.TASK_STATE,
                            now.toInstant().minus(longestTransaction.multipliedBy(LENIENCE)));
            List<Long> published =
                    IntStream.range(0, places.size())
                            .mapToObj(partition -> places.get(partition(partition)))
                            .toList();
            return new TaskMark(row.getLong(1), row.getLong(2), published, now.toInstant());
        }
    }

    static Map<TopicPartition, Long> places(TaskMark mark) {
        Map<TopicPartition, Long> places = new HashMap<>();
        for (int partition = 0; partition < mark.published().size(); partition++) {
            places.put(partition(partition), mark.published().get(partition));
        }
        return places;
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition(Topic.TASK_STATE.topicName(), number);
    }
}
