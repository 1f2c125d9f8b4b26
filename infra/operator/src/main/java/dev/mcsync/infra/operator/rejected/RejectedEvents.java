package dev.mcsync.infra.operator.rejected;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.operator.address.UsageException;
import dev.mcsync.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Reads {@code mc.rejected-events}, and leaves nothing behind on the broker. For one thread. */
public final class RejectedEvents implements AutoCloseable {
    private static final String TOPIC = Topic.REJECTED_EVENTS.topicName();
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;

    public RejectedEvents(KafkaClients clients) {
        this.consumer =
                clients.openConsumer(
                        "mc-sync-rejected",
                        Map.of(
                                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                LIMIT.minusSeconds(1),
                                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                LIMIT));
    }

    /**
     * Those that fit, oldest first.
     *
     * @param limit how many of the newest
     * @throws ReplayRefusedException when the broker is out of reach
     */
    public List<RejectedRecord> newest(Predicate<RejectedRecord> wanted, int limit) {
        return reaching(() -> {
            List<TopicPartition> partitions = partitions();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<RejectedRecord> found = new ArrayList<>();
            while (partitions.stream()
                    .anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    RejectedRecord rejected = RejectedRecord.of(record);
                    if (wanted.test(rejected)) {
                        found.add(rejected);
                    }
                }
            }
            found.sort(
                    Comparator.comparing(RejectedRecord::rejectedAt)
                            .thenComparingLong(rejected -> rejected.position().offset()));
            return List.copyOf(found.subList(Math.max(0, found.size() - limit), found.size()));
        });
    }

    /**
     * @param text a position as a person types it
     * @throws UsageException when it is none, or there is no such record
     */
    RejectedRecord named(String text) {
        RejectedPosition position =
                RejectedPosition.parse(text)
                        .orElseThrow(() ->
                                new UsageException(
                                        "a position is a partition and an offset such as 3@1042,"
                                                + " not "
                                                + text));
        return find(position)
                .orElseThrow(() -> new UsageException("there is no refused record at " + text));
    }

    private Optional<RejectedRecord> find(RejectedPosition position) {
        return reaching(() -> {
            TopicPartition partition = new TopicPartition(TOPIC, position.partition());
            if (!partitions().contains(partition)) {
                return Optional.empty();
            }
            consumer.assign(List.of(partition));
            consumer.seek(partition, position.offset());
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            long start = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (position.offset() >= start && consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    return Optional.of(record)
                            .filter(first -> first.offset() == position.offset())
                            .map(RejectedRecord::of);
                }
            }
            return Optional.empty();
        });
    }

    @Override
    public void close() {
        consumer.close();
    }

    private List<TopicPartition> partitions() {
        List<PartitionInfo> known = consumer.partitionsFor(TOPIC);
        return known == null
                ? List.of()
                : known.stream().map(info -> new TopicPartition(TOPIC, info.partition())).toList();
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> T reaching(Reading<T> reading) {
        try {
            return reading.read();
        } catch (KafkaException e) {
            throw new ReplayRefusedException("The log cannot be read: " + e.getMessage(), e);
        }
    }
}
