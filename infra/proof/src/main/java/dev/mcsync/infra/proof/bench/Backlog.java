package dev.mcsync.infra.proof.bench;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.TaskFact;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Whole lives of tasks, put on the log as an internal producer would: many tasks side by side. */
final class Backlog {

    private static final Lives LIVES = new Lives("bench", 20);
    private static final int TASKS_SIDE_BY_SIDE = 200;

    private Backlog() {}

    /** Returns when the log has all of them. */
    static void write(String bootstrapServers, int tasks) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        // Not compressed: the log unpacks it, and what was packed into one batch
                        // may
                        // then be longer than it takes.
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "acks",
                                "all",
                                "linger.ms",
                                20,
                                "batch.size",
                                65_536),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int from = 0; from < tasks; from += TASKS_SIDE_BY_SIDE) {
                int to = Math.min(tasks, from + TASKS_SIDE_BY_SIDE);
                for (int step = 0; step < Lives.EVENTS_A_TASK; step++) {
                    for (int task = from; task < to; task++) {
                        TaskFact fact = LIVES.of(task).get(step);
                        producer.send(
                                new ProducerRecord<>(
                                        Topic.TASK_EVENTS.topicName(),
                                        fact.taskId().value().getBytes(StandardCharsets.UTF_8),
                                        WireCodec.encode(fact)));
                    }
                }
            }
            producer.flush();
        }
    }
}
