package dev.mcsync.infra.proof.bench;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.infra.proof.topic.TopicReader;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Follows mc.task-outcomes as any reader does: what is committed, when it arrives. For one thread.
 */
final class OutcomeReader implements AutoCloseable {

    private final TopicReader reader;

    OutcomeReader(String bootstrapServers) {
        this.reader =
                TopicReader.fromTheBeginning(bootstrapServers, Topic.TASK_OUTCOMES.topicName());
    }

    /** Hands over whatever has come, with the time at which it was read. */
    void poll(BiConsumer<Outcome, Instant> taker) {
        var records = reader.poll();
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
        reader.close();
    }
}
