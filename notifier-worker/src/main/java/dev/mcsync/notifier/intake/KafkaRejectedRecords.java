package dev.mcsync.notifier.intake;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.service.kafka.KafkaClients;
import dev.mcsync.service.kafka.Rejection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Writes to {@code mc.rejected-events}: the original key, bytes and headers, and in headers why and
 * from where. The producer is made at the first need, as there is none on most days. For the
 * listener's thread only.
 */
final class KafkaRejectedRecords implements RejectedRecords, AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private @Nullable Producer<byte[], byte[]> producer;

    KafkaRejectedRecords(KafkaClients clients) {
        this.producers =
                () ->
                        clients.openProducer(
                                "notifier-worker-rejected",
                                Map.of(
                                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000,
                                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000,
                                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000,
                                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * 262_144));
    }

    @Override
    public void reject(ConsumerRecord<byte[], byte[]> record, String reason, String detail) {
        try {
            producer()
                    .send(
                            new ProducerRecord<>(
                                    Topic.REJECTED_EVENTS.topicName(),
                                    null,
                                    record.key(),
                                    record.value(),
                                    Rejection.headers(record, reason, detail)))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "Expected %s-%d@%d to be written to %s"
                            .formatted(
                                    record.topic(),
                                    record.partition(),
                                    record.offset(),
                                    Topic.REJECTED_EVENTS.topicName()),
                    e.getCause());
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE_TIMEOUT);
        }
    }

    private Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = producers.get();
        }
        return producer;
    }
}
