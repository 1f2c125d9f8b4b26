package dev.mcsync.processor.knownlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What the database says of the log. */
record KnownRows(Connection connection) {

    /** Of the one incident there may be. */
    static final String CAUSE = "log_made_anew";

    private static final String NOTE =
            "insert into known_topics (topic, topic_id, cluster_id) values (?, ?, ?)"
                    + " on conflict (topic) do nothing";

    private static final String TELL =
            "insert into incidents (cause, kind, subject, detail, opened_at)"
                    + " values (?, 'log_made_anew', 'log', ?::jsonb, now())"
                    + " on conflict (cause) where resolved_at is null do nothing";

    /** Until the transaction ends nobody else notes or accepts. */
    void lock() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table known_topics in share row exclusive mode");
        }
    }

    Map<String, String> topics() throws SQLException {
        Map<String, String> ids = new HashMap<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("select topic, topic_id from known_topics");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.put(rows.getString(1), rows.getString(2));
            }
        }
        return ids;
    }

    Map<TopicPartition, Long> places() throws SQLException {
        Map<TopicPartition, Long> places = new HashMap<>();
        try (PreparedStatement statement =
                        connection.prepareStatement(
                                "select topic, partition, next_offset from source_offsets");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                places.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
        }
        return places;
    }

    /** What is noted already stays: another processor may be just as new. */
    void note(LogAsFound found) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NOTE)) {
            for (Map.Entry<String, String> topic : found.ids().entrySet()) {
                statement.setString(1, topic.getKey());
                statement.setString(2, topic.getValue());
                statement.setString(3, found.cluster());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    void tell(LogChange change) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TELL)) {
            statement.setString(1, CAUSE);
            statement.setString(2, detail(change));
            statement.executeUpdate();
        }
    }

    /** In the words of the other incidents about places. */
    static String detail(LogChange change) {
        StringBuilder json = new StringBuilder("{");
        for (LogChange.Place place : change.places()) {
            json.append(json.length() > 1 ? "," : "")
                    .append(
                            "\"%s\":{\"expected\":%d,\"found\":%d}"
                                    .formatted(place.partition(), place.next(), place.end()));
        }
        return json.append("}").toString();
    }
}
