package dev.mcsync.infra.proof.topic;

import dev.mcsync.infra.proof.reference.LogRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads all partitions of one topic. For one thread. */
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;

    private TopicReader(Map<String, String> log, String topic, String isolation) {
        Map<String, Object> settings = new HashMap<>(log);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        this.topic = topic;
        this.consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    /**
     * From the first record on, what readers of finished transactions see.
     *
     * @param log the settings by which a client reaches it
     */
    public static TopicReader fromTheBeginning(Map<String, String> log, String topic) {
        return new TopicReader(log, topic, "read_committed");
    }

    /** The same of a log that lets everybody in. */
    public static TopicReader fromTheBeginning(String bootstrapServers, String topic) {
        return fromTheBeginning(open(bootstrapServers), topic);
    }

    /** From what is written next, what readers of finished transactions see. */
    public static TopicReader fromNow(String bootstrapServers, String topic) {
        TopicReader reader = fromTheBeginning(bootstrapServers, topic);
        reader.ends().forEach(reader.consumer::seek);
        return reader;
    }

    /** What readers of finished transactions see, in the order of each partition. */
    public static List<LogRecord> committed(Map<String, String> log, String topic) {
        try (TopicReader reader = fromTheBeginning(log, topic)) {
            return reader.toTheEnd();
        }
    }

    /** The same of a log that lets everybody in. */
    public static List<LogRecord> committed(String bootstrapServers, String topic) {
        return committed(open(bootstrapServers), topic);
    }

    /** Everything that was ever written, aborted transactions included. */
    public static List<LogRecord> everWritten(Map<String, String> log, String topic) {
        try (var reader = new TopicReader(log, topic, "read_uncommitted")) {
            return reader.toTheEnd();
        }
    }

    /**
     * Whether nothing is left that a reader with these offsets would see. The marks that end
     * transactions take up offsets too, so the ends alone do not tell.
     */
    public boolean hasNothingFrom(Map<TopicPartition, Long> offsets) {
        consumer.assignment()
                .forEach(
                        partition -> consumer.seek(partition, offsets.getOrDefault(partition, 0L)));
        Map<TopicPartition, Long> ends = ends();
        return isAt(ends) || (poll().isEmpty() && isAt(ends));
    }

    /** What has come since the last reading, or comes within a moment. */
    public ConsumerRecords<byte[], byte[]> poll() {
        return consumer.poll(POLL);
    }

    /** What has come since the last reading, once it is enough or the time is up. */
    public List<ConsumerRecord<byte[], byte[]>> await(
            Predicate<List<ConsumerRecord<byte[], byte[]>>> isEnough, Duration limit) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isEnough.test(records) && System.nanoTime() < deadline) {
            poll().forEach(records::add);
        }
        return records;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static Map<String, String> open(String bootstrapServers) {
        return Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    }

    /** To what is the last record at the time of asking, partition by partition. */
    private List<LogRecord> toTheEnd() {
        Map<TopicPartition, Long> ends = ends();
        List<ConsumerRecord<byte[], byte[]>> records = await(_ -> isAt(ends), PATIENCE);
        if (!isAt(ends)) {
            throw new IllegalStateException(
                    "Expected " + topic + " to be readable to its end within " + PATIENCE);
        }
        return records.stream()
                .sorted(Comparator.comparingInt(ConsumerRecord::partition))
                .map(TopicReader::of)
                .toList();
    }

    private Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(consumer.assignment());
    }

    private boolean isAt(Map<TopicPartition, Long> ends) {
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
