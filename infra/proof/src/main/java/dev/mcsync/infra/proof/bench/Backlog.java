package dev.mcsync.infra.proof.bench;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.infra.proof.bench.subject.Question;
import dev.mcsync.service.kafka.TraceParent;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Whole lives of tasks, put on the log as an internal producer would: many tasks side by side. */
final class Backlog {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final int TASKS_SIDE_BY_SIDE = 200;

    private Backlog() {}

    /** Returns when the log has all of them. */
    static void write(String bootstrapServers, Lives lives, int tasks) {
        write(bootstrapServers, lives, tasks, false);
    }

    /**
     * The same.
     *
     * @param traced whether each has a trace of its own, as the gateway's records do
     */
    static void write(String bootstrapServers, Lives lives, int tasks, boolean traced) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        // Not compressed, and in small batches: a longer one than the topic takes,
                        // packed or not, is refused, and a batch that is cut in two comes late.
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "acks",
                                "all",
                                "linger.ms",
                                20,
                                "batch.size",
                                16_384,
                                // A partition that was created a moment ago may refuse the first
                                // batch and take the second, and then never the first again.
                                "max.in.flight.requests.per.connection",
                                1),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
            for (int from = 0; from < tasks; from += TASKS_SIDE_BY_SIDE) {
                int to = Math.min(tasks, from + TASKS_SIDE_BY_SIDE);
                for (int step = 0; step < Lives.EVENTS_A_TASK; step++) {
                    for (int task = from; task < to; task++) {
                        producer.send(
                                record(lives.of(task).get(step), traced),
                                (_, failed) -> failure.compareAndSet(null, failed));
                    }
                }
            }
            producer.flush();
            if (failure.get() != null) {
                throw new IllegalStateException(
                        "Expected the log to take every event", failure.get());
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> record(TaskFact fact, boolean traced) {
        return new ProducerRecord<>(
                Topic.TASK_EVENTS.topicName(),
                null,
                fact.taskId().value().getBytes(StandardCharsets.UTF_8),
                WireCodec.encode(fact),
                traced ? TraceParent.fresh().headers() : List.of());
    }

    /** How far the product has come with the facts about tasks, of all partitions together. */
    static long applied(Connection database) throws SQLException {
        return Question.number(
                database,
                "select coalesce(sum(next_offset), 0) from source_offsets where topic = 'mc.task-events'");
    }

    /** Returns when it has come so far. */
    static void awaitApplied(Connection database, long expected) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (applied(database) < expected) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "Expected %d events applied within %s, found %d"
                                .formatted(expected, PATIENCE, applied(database)));
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }
}
