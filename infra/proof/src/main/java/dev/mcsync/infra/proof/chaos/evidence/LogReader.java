package dev.mcsync.infra.proof.chaos.evidence;

import dev.mcsync.infra.proof.reference.LogRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads whole topics from the first record to what is the last one at the time of asking. */
public final class LogReader {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String bootstrapServers;

    public LogReader(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** What readers of finished transactions see, in the order of each partition. */
    public List<LogRecord> committed(String topic) {
        return read(topic, "read_committed");
    }

    /** Everything that was ever written, aborted transactions included. */
    public List<LogRecord> uncommitted(String topic) {
        return read(topic, "read_uncommitted");
    }

    private List<LogRecord> read(String topic, String isolation) {
        try (var consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                isolation,
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false,
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                2_000),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<Integer, List<LogRecord>> read = new LinkedHashMap<>();
            partitions.forEach(partition -> read.put(partition.partition(), new ArrayList<>()));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!isAtEnd(consumer, ends)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "Expected %s to be readable to its end (%s) within %s"
                                    .formatted(topic, isolation, PATIENCE));
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    read.computeIfAbsent(record.partition(), _ -> new ArrayList<>())
                            .add(of(record));
                }
            }
            return read.values().stream().flatMap(List::stream).toList();
        }
    }

    private static boolean isAtEnd(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static LogRecord of(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(
                    header.key(),
                    header.value() == null
                            ? ""
                            : new String(header.value(), StandardCharsets.UTF_8));
        }
        return new LogRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                headers);
    }
}
