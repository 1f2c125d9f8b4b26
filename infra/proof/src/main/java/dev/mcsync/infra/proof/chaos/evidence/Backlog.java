package dev.mcsync.infra.proof.chaos.evidence;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.proof.topic.TopicReader;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the readers of each topic have come, by what they committed to Kafka. */
public final class Backlog implements AutoCloseable {

    /** Each topic that the product reads in a group, with the group. */
    private static final Map<Topic, String> READERS =
            Map.of(
                    Topic.TASK_EVENTS, "state-processor." + Topic.TASK_EVENTS.topicName(),
                    Topic.AGENT_HEARTBEATS, "state-processor." + Topic.AGENT_HEARTBEATS.topicName(),
                    Topic.TASK_OUTCOMES, "mc-notifier");

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(4);

    private final Map<String, String> log;
    private final Database database;
    private final Admin admin;

    /**
     * @param log the settings by which a client reaches it
     */
    public Backlog(Map<String, String> log, Database database) {
        this.log = Map.copyOf(log);
        this.database = database;
        Map<String, Object> settings = new HashMap<>(log);
        settings.put(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_LIMIT.toMillis());
        settings.put(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER_LIMIT.toMillis() / 2);
        this.admin = Admin.create(settings);
    }

    /** What the group of a topic committed; empty while the broker does not say. */
    public Map<TopicPartition, Long> committed(Topic topic) throws InterruptedException {
        try {
            Map<TopicPartition, Long> committed = new HashMap<>();
            Map<TopicPartition, OffsetAndMetadata> told =
                    admin.listConsumerGroupOffsets(READERS.get(topic))
                            .partitionsToOffsetAndMetadata()
                            .get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            told.forEach((partition, offset) -> {
                if (offset != null) {
                    committed.put(partition, offset.offset());
                }
            });
            return committed;
        } catch (ExecutionException | TimeoutException _) {
            return Map.of();
        }
    }

    /** What the database has applied of a topic, as the next offset of each partition. */
    public Map<TopicPartition, Long> applied(Topic topic) throws SQLException {
        Map<TopicPartition, Long> applied = new HashMap<>();
        for (Database.Row row :
                database.rows(
                        "select partition, next_offset from source_offsets where topic = '"
                                + topic.topicName()
                                + "'")) {
            applied.put(
                    new TopicPartition(topic.topicName(), (int) row.number("partition")),
                    row.number("next_offset"));
        }
        return applied;
    }

    /** True when no reader has a record left that it could see. */
    public boolean isEmpty() throws InterruptedException {
        for (Topic topic : READERS.keySet()) {
            if (!isRead(topic)) {
                return false;
            }
        }
        return true;
    }

    /** True when the group of a topic has no record left that it could see. */
    public boolean isRead(Topic topic) throws InterruptedException {
        return isRead(topic, committed(topic));
    }

    /** The topics whose progress is kept in the database as well. */
    public static Set<Topic> inputs() {
        return Set.of(Topic.TASK_EVENTS, Topic.AGENT_HEARTBEATS);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private boolean isRead(Topic topic, Map<TopicPartition, Long> committed) {
        try (TopicReader reader = TopicReader.fromTheBeginning(log, topic.topicName())) {
            return reader.hasNothingFrom(committed);
        }
    }
}
