package dev.mcsync.processor.publish;

import dev.mcsync.service.trace.LogSpans;
import dev.mcsync.service.trace.OpenSpan;
import dev.mcsync.service.trace.Spans;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;

/**
 * Publishes facts with an idempotent producer and waits for the brokers' acknowledgement. Nobody
 * has asked for them, so a trace begins with each.
 */
final class KafkaFactPublisher implements FactPublisher {

    private final KafkaTemplate<byte[], byte[]> kafka;

    private final Spans spans;

    KafkaFactPublisher(KafkaTemplate<byte[], byte[]> kafka, Spans spans) {
        this.kafka = kafka;
        this.spans = spans;
    }

    @Override
    public void publish(List<Outgoing> facts) {
        List<CompletableFuture<?>> acknowledged =
                facts.stream().<CompletableFuture<?>>map(this::send).toList();
        try {
            CompletableFuture.allOf(acknowledged.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "Expected the log to take %d facts in time".formatted(facts.size()), e);
        }
    }

    private CompletableFuture<?> send(Outgoing fact) {
        OpenSpan span = LogSpans.send(spans, fact.topic(), null);
        Outgoing placed = span.place().map(place -> fact.with(place.headers())).orElse(fact);
        return kafka.send(placed.toProducerRecord())
                .whenComplete((sent, failure) -> end(span, sent, failure));
    }

    private static void end(
            OpenSpan span, @Nullable SendResult<?, ?> sent, @Nullable Throwable failure) {
        if (failure != null) {
            span.failed(failure.getClass().getSimpleName());
        } else if (sent != null) {
            LogSpans.placed(
                    span, sent.getRecordMetadata().partition(), sent.getRecordMetadata().offset());
        }
        span.end();
    }
}
