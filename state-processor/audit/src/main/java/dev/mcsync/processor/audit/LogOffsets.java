package dev.mcsync.processor.audit;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.service.kafka.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Where topics end, and where consumer groups stand. For one thread. */
final class LogOffsets implements AutoCloseable {

    private final Admin admin;

    LogOffsets(KafkaClients clients) {
        this.admin = clients.openAdmin("mc-sync-audit", LogReader.ANSWER_WITHIN);
    }

    /** The group of the processors that takes in this topic. */
    static String intakeOf(String topic) {
        return "state-processor." + topic;
    }

    /**
     * The first offset of each partition that the group is not done with.
     *
     * @throws AuditFailedException when the log does not answer
     */
    Map<TopicPartition, Long> of(String group) throws InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answer(
                        admin.listConsumerGroupOffsets(
                                        Map.of(group, new ListConsumerGroupOffsetsSpec()))
                                .partitionsToOffsetAndMetadata(group))
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        offsets.put(partition, offset.offset());
                    }
                });
        return offsets;
    }

    /** The same of the groups that take in facts. */
    Map<TopicPartition, Long> ofIntakes() throws InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Topic input : List.of(Topic.TASK_EVENTS, Topic.AGENT_HEARTBEATS)) {
            offsets.putAll(of(intakeOf(input.topicName())));
        }
        return offsets;
    }

    /**
     * The first offset of each partition that nothing was written to yet. What lies before it may
     * be of a transaction that is still open, or whose end the partition has not heard of: the
     * offsets that a transaction commits can be seen a moment before its records.
     *
     * @throws AuditFailedException when the log does not answer
     */
    Map<TopicPartition, Long> endsOf(Topic topic) throws InterruptedException {
        return listed(partitionsOf(topic), OffsetSpec.latest());
    }

    /**
     * The first offset of each partition that was written at the time or later, by the time that
     * its records say; the partition's end where there is none.
     *
     * @throws AuditFailedException when the log does not answer
     */
    Map<TopicPartition, Long> at(Topic topic, Instant time) throws InterruptedException {
        Map<TopicPartition, Long> ends = endsOf(topic);
        Map<TopicPartition, Long> places = new HashMap<>(ends);
        listed(ends.keySet(), OffsetSpec.forTimestamp(time.toEpochMilli()))
                .forEach((partition, place) -> {
                    if (place >= 0) {
                        places.put(partition, place);
                    }
                });
        return places;
    }

    private Set<TopicPartition> partitionsOf(Topic topic) throws InterruptedException {
        Set<TopicPartition> partitions = new HashSet<>();
        answer(admin.describeTopics(List.of(topic.topicName())).allTopicNames())
                .values()
                .forEach(found ->
                        found.partitions()
                                .forEach(partition ->
                                        partitions.add(
                                                new TopicPartition(
                                                        found.name(), partition.partition()))));
        return partitions;
    }

    private Map<TopicPartition, Long> listed(Set<TopicPartition> partitions, OffsetSpec spec)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answer(
                        admin.listOffsets(
                                        asked,
                                        new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                                .all())
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    private static <T> T answer(KafkaFuture<T> asked) throws InterruptedException {
        try {
            return asked.get(LogReader.ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AuditFailedException("The log cannot be reached", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
