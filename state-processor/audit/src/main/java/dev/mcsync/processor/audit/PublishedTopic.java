package dev.mcsync.processor.audit;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.service.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A compacted topic as a late reader sees it: from its beginning on, or from where an earlier look
 * ended, and then on with what comes. For one thread.
 */
final class PublishedTopic<S> implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int NEAR = 10_000;

    private final Side<S> side;
    private final LogOffsets offsets;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SnapshotIndex index = new SnapshotIndex();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final @Nullable Set<String> keys;
    private long records;

    /**
     * @param from where to begin; empty for the beginning of the topic
     * @param offsets closed by the caller
     */
    PublishedTopic(
            Side<S> side,
            Map<TopicPartition, Long> from,
            KafkaClients clients,
            LogOffsets offsets) {
        this.side = side;
        this.offsets = offsets;
        this.consumer = LogReader.open(clients);
        this.keys = from.isEmpty() ? null : new HashSet<>();
        next.putAll(from);
    }

    /** Whether it is known from its beginning on. */
    boolean isWhole() {
        return keys == null;
    }

    /** All that something was published of; of a topic that is not whole. */
    Set<String> keys() {
        return requireNonNull(keys);
    }

    SnapshotIndex index() {
        return index;
    }

    /** How many records were read, the overtaken ones too. */
    long records() {
        return records;
    }

    /**
     * Reads to where the topic ends now, and waits for the transactions that are open there: their
     * offsets may be committed already.
     */
    void readToEnd(Progress progress) throws InterruptedException {
        List<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = offsets.endsOf(side.published());
        for (TopicPartition partition : partitions) {
            Long place = next.get(partition);
            if (place == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, place);
            }
        }
        long expected = expected(partitions, ends);
        while (partitions.stream()
                .anyMatch(partition ->
                        consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record);
            }
            progress.at(side.published().topicName(), records, expected);
        }
        partitions.forEach(partition -> next.put(partition, consumer.position(partition)));
    }

    /**
     * Reads single records again; those that compaction has removed meanwhile are left out.
     *
     * @param places in their order
     */
    List<ConsumerRecord<byte[], byte[]>> records(long... places) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        int at = 0;
        while (at < places.length) {
            int partition = SnapshotIndex.partition(places[at]);
            int end = at;
            while (end < places.length && SnapshotIndex.partition(places[end]) == partition) {
                end++;
            }
            addRecords(
                    new TopicPartition(side.published().topicName(), partition),
                    Arrays.stream(places, at, end).map(SnapshotIndex::offset).toArray(),
                    found);
            at = end;
        }
        return found;
    }

    /** Reads on where the next one is near, and jumps where it is far. */
    private void addRecords(
            TopicPartition partition, long[] offsets, List<ConsumerRecord<byte[], byte[]>> found) {
        consumer.assign(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        consumer.seek(partition, offsets[0]);
        int at = 0;
        while (at < offsets.length && consumer.position(partition) < end) {
            if (offsets[at] > consumer.position(partition) + NEAR) {
                consumer.seek(partition, offsets[at]);
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                while (at < offsets.length && offsets[at] < record.offset()) {
                    at++;
                }
                if (at < offsets.length && offsets[at] == record.offset()) {
                    found.add(record);
                    at++;
                }
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private long expected(List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        return records
                + partitions.stream()
                        .mapToLong(partition ->
                                ends.getOrDefault(partition, 0L)
                                        - next.getOrDefault(
                                                partition, beginnings.getOrDefault(partition, 0L)))
                        .sum();
    }

    private List<TopicPartition> partitions() {
        List<PartitionInfo> known = consumer.partitionsFor(side.published().topicName());
        if (known == null || known.isEmpty()) {
            throw new AuditFailedException(
                    "The log has no topic " + side.published().topicName(),
                    new IllegalStateException("Expected partitions, found none"));
        }
        List<TopicPartition> partitions = new ArrayList<>();
        known.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        return partitions;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        records++;
        if (record.key() == null) {
            return;
        }
        if (keys != null) {
            keys.add(new String(record.key(), StandardCharsets.UTF_8));
        }
        byte[] value = record.value();
        index.put(
                Fingerprint.of(record.key()),
                value == null ? SnapshotIndex.GONE : version(value),
                value == null ? 0 : Fingerprint.of(value),
                record.partition(),
                record.offset());
    }

    /** Where the value is as this product words it, its version is found without reading it all. */
    private long version(byte[] value) {
        long quick = quickVersion(value);
        if (quick > 0) {
            return quick;
        }
        return side.decode(value) instanceof Decoded.Valid<S>(S snapshot)
                ? side.version(snapshot)
                : SnapshotIndex.UNREADABLE;
    }

    private static final byte[] VERSION = "\",\"version\":".getBytes(StandardCharsets.US_ASCII);

    /** 0 when the second member is not the version; the first is the id, which has no quotes. */
    private static long quickVersion(byte[] value) {
        int quotes = 0;
        int at = 0;
        while (at < value.length && quotes < 4) {
            if (value[at] == '"' && ++quotes == 4) {
                break;
            }
            at++;
        }
        int end = at + VERSION.length;
        if (end >= value.length || !Arrays.equals(value, at, end, VERSION, 0, VERSION.length)) {
            return 0;
        }
        long version = 0;
        for (int i = end; i < value.length && version < Long.MAX_VALUE / 100; i++) {
            if (value[i] < '0' || value[i] > '9') {
                return value[i] == ',' ? version : 0;
            }
            version = version * 10 + value[i] - '0';
        }
        return 0;
    }

    Optional<S> decoded(ConsumerRecord<byte[], byte[]> record) {
        return record.value() != null
                        && side.decode(record.value()) instanceof Decoded.Valid<S>(S snapshot)
                ? Optional.of(snapshot)
                : Optional.empty();
    }
}
