package dev.mcsync.processor.knownlog;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * What the brokers say of the log.
 *
 * @param cluster the id of the cluster
 * @param ids of the topics, which a topic has for as long as it exists
 * @param ends the first offset of each partition of the inputs that nothing was written to yet
 */
record LogAsFound(String cluster, Map<String, String> ids, Map<TopicPartition, Long> ends) {

    /** Whose places are kept in the database. */
    static final List<Topic> INPUTS = List.of(Topic.TASK_EVENTS, Topic.AGENT_HEARTBEATS);

    private static final List<String> TOPICS =
            List.of(
                    Topic.TASK_EVENTS.topicName(),
                    Topic.AGENT_HEARTBEATS.topicName(),
                    Topic.TASK_OUTCOMES.topicName(),
                    Topic.TASK_STATE.topicName(),
                    Topic.AGENT_STATE.topicName());

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    /**
     * @throws LogUnknownException when they do not answer, or a topic is not there
     */
    static LogAsFound ask(KafkaClients clients) throws InterruptedException {
        try (Admin admin = clients.openAdmin("mc-sync-known-log", ANSWER_WITHIN)) {
            Map<String, TopicDescription> topics =
                    answer(admin.describeTopics(TOPICS).allTopicNames());
            Map<String, String> ids = new HashMap<>();
            topics.forEach((name, topic) -> ids.put(name, topic.topicId().toString()));
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            for (Topic input : INPUTS) {
                TopicDescription topic = requireNonNull(topics.get(input.topicName()));
                topic.partitions()
                        .forEach(partition ->
                                asked.put(
                                        new TopicPartition(topic.name(), partition.partition()),
                                        OffsetSpec.latest()));
            }
            Map<TopicPartition, Long> ends = new HashMap<>();
            answer(admin.listOffsets(asked).all())
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return new LogAsFound(answer(admin.describeCluster().clusterId()), ids, ends);
        }
    }

    /** How many partitions a topic of the inputs has. */
    int partitionsOf(String topic) {
        return (int) ends.keySet().stream().filter(place -> place.topic().equals(topic)).count();
    }

    private static <T> T answer(KafkaFuture<T> asked) throws InterruptedException {
        try {
            return asked.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new LogUnknownException("The log does not say which it is", e);
        }
    }
}
