package dev.mcsync.ingress.publish;

import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.service.kafka.FactHeaders;
import dev.mcsync.service.kafka.TextHeader;
import dev.mcsync.service.kafka.TraceParent;
import dev.mcsync.service.trace.LogSpans;
import dev.mcsync.service.trace.LogTrace;
import dev.mcsync.service.trace.OpenSpan;
import dev.mcsync.service.trace.SpanTags;
import dev.mcsync.service.trace.Spans;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log is Kafka. Handing a record to the producer can block while no broker answers, so that is
 * done on threads of its own; both they and the queue before them are bounded, and what finds no
 * place is unconfirmed at once.
 */
final class KafkaFactLog implements FactLog, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KafkaFactLog.class);
    private static final int THREADS = 4;
    private static final int MAX_WAITING_CALLS = 5_000;
    private static final FactHeaders HEADERS = new FactHeaders("ingress-gateway");

    private final Producer<String, byte[]> producer;
    private final Duration maxTime;
    private final PublishMeters meters;
    private final Spans spans;
    private final ThreadPoolExecutor senders;
    private final AtomicBoolean reachable = new AtomicBoolean(true);

    /**
     * @param maxTime from a call to its results, whatever the producer is doing
     */
    KafkaFactLog(
            Producer<String, byte[]> producer,
            Duration maxTime,
            MeterRegistry registry,
            Spans spans) {
        this.producer = producer;
        this.spans = spans;
        this.maxTime = maxTime;
        this.senders =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(MAX_WAITING_CALLS),
                        Thread.ofPlatform().name("mc-publish-", 0).daemon().factory());
        this.meters = new PublishMeters(registry, senders.getQueue());
    }

    @Override
    public CompletableFuture<List<Published>> publish(List<OutgoingFact> facts) {
        List<CompletableFuture<Published>> results =
                facts.stream().map(_ -> new CompletableFuture<Published>()).toList();
        Header receivedAt = TextHeader.of(Headers.RECEIVED_AT, Instant.now().toString());
        try {
            senders.execute(() -> sendAll(facts, receivedAt, results));
        } catch (RejectedExecutionException _) {
            results.forEach(result -> result.complete(Published.UNCONFIRMED));
        }
        return told(facts, results);
    }

    /** Completes each result in time, and counts it before anybody hears of it. */
    private CompletableFuture<List<Published>> told(
            List<OutgoingFact> facts, List<CompletableFuture<Published>> results) {
        long start = System.nanoTime();
        List<CompletableFuture<Published>> told = new ArrayList<>(facts.size());
        for (int i = 0; i < facts.size(); i++) {
            OutgoingFact fact = facts.get(i);
            told.add(
                    results.get(i)
                            .completeOnTimeout(
                                    Published.UNCONFIRMED,
                                    maxTime.toMillis(),
                                    TimeUnit.MILLISECONDS)
                            .whenComplete((published, _) ->
                                    meters.published(fact.topic(), published, start)));
        }
        return CompletableFuture.allOf(told.toArray(CompletableFuture[]::new))
                .thenApply(_ -> told.stream().map(CompletableFuture::join).toList());
    }

    /** Waits for records on their way, but not for a broker that is gone. */
    @Override
    public void close() {
        senders.shutdown();
        producer.close(maxTime);
    }

    /**
     * On one thread, in the order given: that is what keeps facts of one key in order. After a fact
     * that the producer did not even take, the others would only block on the same missing broker.
     */
    private void sendAll(
            List<OutgoingFact> facts,
            Header receivedAt,
            List<CompletableFuture<Published>> results) {
        boolean takes = true;
        for (int i = 0; i < facts.size(); i++) {
            CompletableFuture<Published> result = results.get(i);
            if (result.isDone()) {
                continue; // Waited too long for its turn; its caller has been told.
            }
            if (takes) {
                send(facts.get(i), receivedAt, result);
                takes = !result.isDone() || result.join() != Published.UNCONFIRMED;
            } else {
                result.complete(Published.UNCONFIRMED);
            }
        }
    }

    private void send(OutgoingFact fact, Header receivedAt, CompletableFuture<Published> result) {
        OpenSpan span = LogSpans.send(spans, fact.topic(), fact.sender().traceParent());
        TraceParent place = span.placeOr(fact.sender().traceParent());
        try {
            var _ =
                    producer.send(
                            record(fact, receivedAt, place),
                            (where, failure) -> {
                                end(span, fact, where, failure);
                                result.complete(published(failure, place));
                            });
        } catch (KafkaException | IllegalStateException e) {
            end(span, fact, null, e);
            result.complete(published(e, place));
        }
    }

    private static void end(
            OpenSpan span,
            OutgoingFact fact,
            @Nullable RecordMetadata where,
            @Nullable Exception failure) {
        span.tag(SpanTags.EVENT_ID, fact.eventId().value()).tag(SpanTags.EVENT_TYPE, fact.type());
        if (failure != null) {
            span.failed(failure.getClass().getSimpleName());
        } else if (where != null) {
            LogSpans.placed(span, where.partition(), where.offset());
        }
        span.end();
    }

    private Published published(@Nullable Exception failure, TraceParent place) {
        if (failure instanceof RecordTooLargeException) {
            return Published.TOO_LARGE;
        }
        // Says it once when it starts and once when it is over, not for each fact.
        if (failure != null) {
            if (reachable.getAndSet(false)) {
                try (var _ = LogTrace.of(Optional.of(place))) {
                    log.warn("The log does not confirm facts any more", failure);
                }
            }
            return Published.UNCONFIRMED;
        }
        if (!reachable.get() && !reachable.getAndSet(true)) {
            log.info("The log confirms facts again");
        }
        return Published.ACCEPTED;
    }

    private static ProducerRecord<String, byte[]> record(
            OutgoingFact fact, Header receivedAt, TraceParent place) {
        String subject =
                switch (fact.topic()) {
                    case TASK_EVENTS -> "task";
                    case ACCESS_TOKENS -> "token";
                    default -> "agent";
                };
        List<Header> headers =
                new ArrayList<>(HEADERS.of(fact.eventId().value(), subject + "." + fact.type()));
        headers.add(receivedAt);
        headers.addAll(fact.sender().headers());
        headers.addAll(place.headers());
        return new ProducerRecord<>(
                fact.topic().topicName(), null, fact.key(), fact.value(), headers);
    }
}
