package dev.mcsync.processor.knownlog;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.processor.knownlog.LogChange.OtherTopic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Puts what the database says of places in line with a new log. What was processed stays: an event
 * is known again by its id, and its place only tells a redelivered record from a repeated one.
 */
record NewLog(Connection connection, String who) {

    private static final String KNOW =
            "insert into known_topics (topic, topic_id, cluster_id, accepted_at, accepted_by)"
                    + " values (?, ?, ?, now(), ?) on conflict (topic) do update"
                    + " set topic_id = excluded.topic_id, cluster_id = excluded.cluster_id, noted_at = now(),"
                    + " accepted_at = now(), accepted_by = excluded.accepted_by";

    private static final String READ_FROM_THE_BEGINNING =
            "update source_offsets set next_offset = 0, replay_from = null, replay_to = null, updated_at = now()"
                    + " where topic = ?";

    private static final String FORGET_FORMER_PARTITIONS =
            "delete from source_offsets where topic = ? and partition >= ?";

    /** What waits was noted at a place of the former topic, which says nothing of this one. */
    private static final String FORGET_PLACES_OF_WAITING =
            "update discord_deliveries set source_partition = null, source_offset = null"
                    + " where state in ('waiting', 'sending') and source_offset is not null";

    private static final String RESOLVE =
            "update incidents set resolved_at = now(), resolved_by = ?"
                    + " where resolved_at is null and cause in (?, 'database_went_back')";

    void take(LogChange change, LogAsFound found) throws SQLException {
        for (OtherTopic topic : change.topics()) {
            update(KNOW, topic.name(), topic.foundId(), change.cluster(), who);
            if (topic.isInput()) {
                update(FORGET_FORMER_PARTITIONS, topic.name(), found.partitionsOf(topic.name()));
                update(READ_FROM_THE_BEGINNING, topic.name());
            }
            if (topic.name().equals(Topic.TASK_OUTCOMES.topicName())) {
                update("delete from delivery_offsets");
                update(FORGET_PLACES_OF_WAITING);
            }
        }
        // So that the next look finds everything that is not on the new topics.
        update("delete from reconcile_marks");
        update(RESOLVE, who, KnownRows.CAUSE);
    }

    private void update(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }
}
