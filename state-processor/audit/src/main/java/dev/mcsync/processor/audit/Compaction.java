package dev.mcsync.processor.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Makes the broker compact now what it would compact in its own time. A tombstone of a key that
 * nobody uses pushes the records before it out of the active segment, which is never compacted; and
 * the settings are put back as they were.
 */
final class Compaction implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration STEP = Duration.ofSeconds(1);

    /** No id: the characters are none that an id may have. */
    private static final byte[] NOBODY = "~compaction".getBytes(UTF_8);

    private static final Map<String, String> HURRY =
            Map.of(
                    "segment.ms", "100",
                    "min.cleanable.dirty.ratio", "0.001",
                    "max.compaction.lag.ms", "100");

    private final KafkaClients clients;
    private final Admin admin;
    private final LogOffsets offsets;

    Compaction(KafkaClients clients) {
        this.clients = clients;
        this.admin = clients.openAdmin("mc-sync-audit", PATIENCE);
        this.offsets = new LogOffsets(clients);
    }

    /**
     * Returns when nothing that was there at the start is there twice.
     *
     * @throws AuditFailedException when the broker does not come to it in time
     */
    void run(List<Topic> topics, Progress progress) {
        try {
            for (Topic topic : topics) {
                run(topic, progress);
            }
        } catch (ExecutionException e) {
            throw new AuditFailedException("The broker does not compact: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuditFailedException("Interrupted", e);
        }
    }

    private void run(Topic topic, Progress progress)
            throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
        Map<String, ConfigEntry> before = settings(resource);
        alter(
                resource,
                HURRY.entrySet().stream()
                        .map(entry -> set(entry.getKey(), entry.getValue()))
                        .toList());
        try {
            compact(topic, progress);
        } finally {
            alter(resource, HURRY.keySet().stream().map(name -> restored(name, before)).toList());
        }
    }

    private void compact(Topic topic, Progress progress)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends = offsets.endsOf(topic);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            push(topic);
            Thread.sleep(STEP);
            long twice = repeated(topic, ends);
            progress.at("compaction of " + topic.topicName() + ", records to go", twice, 0);
            if (twice == 0) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new AuditFailedException(
                        "The broker has not compacted %s within %s: %,d records are overtaken"
                                .formatted(topic.topicName(), PATIENCE, twice),
                        new IllegalStateException());
            }
        }
    }

    /** Records below these offsets that another record below them has overtaken. */
    private long repeated(Topic topic, Map<TopicPartition, Long> ends) throws InterruptedException {
        EventMarks seen = new EventMarks();
        long[] twice = new long[1];
        try (Log log = new Log(clients, offsets)) {
            log.read(
                    topic,
                    ends,
                    record -> twice[0] += isRepeated(record, seen) ? 1 : 0,
                    Progress.NONE);
        }
        return twice[0];
    }

    private static boolean isRepeated(ConsumerRecord<byte[], byte[]> record, EventMarks seen) {
        long key = Fingerprint.of(record.key());
        boolean isRepeated = seen.has(key, (byte) 1);
        seen.add(key, (byte) 1);
        return isRepeated && !Arrays.equals(record.key(), NOBODY);
    }

    private void push(Topic topic) throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer =
                clients.openProducer("mc-sync-audit", Map.of())) {
            for (TopicPartition partition : offsets.endsOf(topic).keySet()) {
                producer.send(
                                new ProducerRecord<>(
                                        topic.topicName(), partition.partition(), NOBODY, null))
                        .get();
            }
        }
    }

    private Map<String, ConfigEntry> settings(ConfigResource resource)
            throws ExecutionException, InterruptedException {
        Config config =
                requireNonNull(admin.describeConfigs(List.of(resource)).all().get().get(resource));
        Map<String, ConfigEntry> settings = new HashMap<>();
        config.entries().forEach(entry -> settings.put(entry.name(), entry));
        return settings;
    }

    /** What was the broker's default becomes that again, and does not stay as a setting. */
    private static AlterConfigOp restored(String name, Map<String, ConfigEntry> before) {
        ConfigEntry entry = before.get(name);
        return entry != null && entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG
                ? set(name, entry.value())
                : new AlterConfigOp(new ConfigEntry(name, ""), AlterConfigOp.OpType.DELETE);
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private void alter(ConfigResource resource, List<AlterConfigOp> operations)
            throws ExecutionException, InterruptedException {
        admin.incrementalAlterConfigs(Map.of(resource, new ArrayList<>(operations))).all().get();
    }

    @Override
    public void close() {
        try (offsets) {
            admin.close(Duration.ZERO);
        }
    }
}
