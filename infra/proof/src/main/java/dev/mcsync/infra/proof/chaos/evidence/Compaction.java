package dev.mcsync.infra.proof.chaos.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.infra.proof.reference.LogRecord;
import dev.mcsync.infra.proof.topic.TopicReader;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes the broker compact a topic now, which it would do in its own time: only what is left then
 * is what a late reader sees. Nothing may write to the topic meanwhile.
 */
public final class Compaction {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Records of this key only push the rest out of the active segment. */
    private static final byte[] FILLER = "~compaction".getBytes(UTF_8);

    private final Map<String, String> log;

    /**
     * @param log the settings by which a client reaches it
     */
    public Compaction(Map<String, String> log) {
        this.log = Map.copyOf(log);
    }

    /**
     * Returns what is left when no key has more than one value.
     *
     * @throws IllegalStateException when the broker does not come to it
     */
    public List<LogRecord> of(String topic, int partitions) throws InterruptedException {
        hurry(topic);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            fill(topic, partitions);
            Thread.sleep(Duration.ofSeconds(1));
            List<LogRecord> left =
                    TopicReader.committed(log, topic).stream()
                            .filter(record -> !new String(FILLER, UTF_8).equals(record.keyText()))
                            .toList();
            if (hasEachKeyOnce(left)) {
                return left;
            }
        }
        throw new IllegalStateException(
                "Expected " + topic + " to be compacted within " + PATIENCE);
    }

    private static boolean hasEachKeyOnce(Collection<LogRecord> records) {
        Set<String> keys = new HashSet<>();
        return records.stream().allMatch(record -> keys.add(String.valueOf(record.keyText())));
    }

    private void hurry(String topic) throws InterruptedException {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        changes.put(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(
                        set("segment.ms", "100"),
                        set("min.cleanable.dirty.ratio", "0.001"),
                        set("max.compaction.lag.ms", "100")));
        changes.put(
                new ConfigResource(ConfigResource.Type.BROKER, ""),
                List.of(set("log.cleaner.backoff.ms", "500")));
        try (Admin admin = Admin.create(new HashMap<>(log))) {
            admin.incrementalAlterConfigs(changes).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot make the broker compact " + topic, e);
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private void fill(String topic, int partitions) throws InterruptedException {
        try (var producer =
                new KafkaProducer<>(
                        new HashMap<>(log), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int partition = 0; partition < partitions; partition++) {
                producer.send(new ProducerRecord<>(topic, partition, FILLER, FILLER)).get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot write to " + topic, e);
        }
    }
}
