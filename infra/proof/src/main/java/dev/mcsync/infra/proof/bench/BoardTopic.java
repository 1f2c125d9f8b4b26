package dev.mcsync.infra.proof.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.core.Received;
import dev.mcsync.processor.core.TaskDecider;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** mc.task-state, written as by a processor, without one. For one thread. */
final class BoardTopic implements AutoCloseable {

    private static final String NAME = Topic.TASK_STATE.topicName();
    private static final Lives LIVES = new Lives("board", 20);

    /** A record of it is no task; it only lets segments end. */
    private static final byte[] FILLER = "~filler".getBytes(UTF_8);

    private static final Duration COMPACTED_WITHIN = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** Of a topic in which what left is gone, by a task that is left. */
    private static final long BYTES_EACH = 1_500;

    private final TaskDecider decider = new TaskDecider(Limits.DEFAULT);
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private int open;

    BoardTopic(String bootstrapServers) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "acks",
                                "1",
                                "linger.ms",
                                50,
                                "batch.size",
                                262_144),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** Created, and waiting for their agents. */
    void open(int from, int to) {
        for (int number = from; number < to; number++) {
            send(after(LIVES.of(number).subList(0, 1)));
        }
        open += to - from;
        producer.flush();
    }

    void finished(int from, int to) {
        for (int number = from; number < to; number++) {
            send(after(LIVES.of(number)));
        }
        producer.flush();
    }

    void gone(int from, int to) {
        for (int number = from; number < to; number++) {
            String id = LIVES.of(number).getFirst().taskId().value();
            producer.send(new ProducerRecord<>(NAME, id.getBytes(UTF_8), null));
        }
        producer.flush();
    }

    /**
     * Lets the broker do now what it does in a day: drop all but the last of each key, and then the
     * tombstones.
     *
     * @throws IllegalStateException when it does not come to it
     */
    void compact() {
        Collection<AlterConfigOp> ofTopic =
                List.of(
                        set("segment.ms", "100"),
                        set("min.cleanable.dirty.ratio", "0.001"),
                        set("max.compaction.lag.ms", "100"),
                        set("delete.retention.ms", "100"));
        Collection<AlterConfigOp> ofBroker = List.of(set("log.cleaner.backoff.ms", "500"));
        try {
            admin.incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(ConfigResource.Type.TOPIC, NAME),
                                    ofTopic,
                                    new ConfigResource(ConfigResource.Type.BROKER, ""),
                                    ofBroker))
                    .all()
                    .get();
            long end = System.nanoTime() + COMPACTED_WITHIN.toNanos();
            int partitions = producer.partitionsFor(NAME).size();
            while (bytes() > BYTES_EACH * open) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(
                            "Expected %s to be compacted to %,d bytes within %s, found %,d"
                                    .formatted(NAME, BYTES_EACH * open, COMPACTED_WITHIN, bytes()));
                }
                for (int partition = 0; partition < partitions; partition++) {
                    producer.send(new ProducerRecord<>(NAME, partition, FILLER, null)).get();
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot make the broker compact " + NAME, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }

    private long bytes() throws ExecutionException, InterruptedException {
        int broker = admin.describeCluster().nodes().get().iterator().next().id();
        return admin.describeLogDirs(List.of(broker)).allDescriptions().get().values().stream()
                .flatMap(directories -> directories.values().stream())
                .map(LogDirDescription::replicaInfos)
                .flatMap(replicas -> replicas.entrySet().stream())
                .filter(replica -> replica.getKey().topic().equals(NAME))
                .map(Map.Entry::getValue)
                .mapToLong(ReplicaInfo::size)
                .sum();
    }

    private void send(TaskSnapshot task) {
        producer.send(
                new ProducerRecord<>(
                        NAME, task.taskId().value().getBytes(UTF_8), WireCodec.encode(task)));
    }

    private TaskSnapshot after(List<TaskFact> facts) {
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        @Nullable TaskSnapshot task = null;
        for (TaskFact fact : facts) {
            at = at.plusSeconds(1);
            task =
                    decider.decide(
                                    task,
                                    new Received<>(
                                            fact,
                                            new SourcePosition(Topic.TASK_EVENTS.topicName(), 0, 0),
                                            at,
                                            ""),
                                    at)
                            .change()
                            .orElseThrow();
        }
        return requireNonNull(task);
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }
}
