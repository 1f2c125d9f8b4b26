package dev.mcsync.infra.proof.bench;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows mc.task-outcomes as any reader does: what is committed, when it arrives. For one thread.
 */
final class OutcomeReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<byte[], byte[]> consumer;

    OutcomeReader(String bootstrapServers) {
        this.consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "isolation.level",
                                "read_committed",
                                "fetch.max.wait.ms",
                                "20"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(Topic.TASK_OUTCOMES.topicName()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Hands over whatever has come, with the time at which it was read. */
    void poll(BiConsumer<Outcome, Instant> taker) {
        var records = consumer.poll(POLL);
        Instant readAt = Instant.now();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (WireCodec.decodeOutcome(record.value())
                    instanceof Decoded.Valid<Outcome>(Outcome outcome)) {
                taker.accept(outcome, readAt);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
