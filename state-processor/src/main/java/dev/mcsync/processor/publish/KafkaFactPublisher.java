package dev.mcsync.processor.publish;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.kafka.core.KafkaTemplate;

/** Publishes facts with an idempotent producer and waits for the brokers' acknowledgement. */
final class KafkaFactPublisher implements FactPublisher {

    private final KafkaTemplate<byte[], byte[]> kafka;

    KafkaFactPublisher(KafkaTemplate<byte[], byte[]> kafka) {
        this.kafka = kafka;
    }

    @Override
    public void publish(List<Outgoing> facts) {
        List<CompletableFuture<?>> acknowledged =
                facts.stream()
                        .<CompletableFuture<?>>map(fact -> kafka.send(fact.toProducerRecord()))
                        .toList();
        try {
            CompletableFuture.allOf(acknowledged.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "Expected the log to take %d facts in time".formatted(facts.size()), e);
        }
    }
}
