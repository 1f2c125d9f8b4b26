package dev.mcsync.ingress.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.service.trace.Spans;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class KafkaFactLogTest {

    private static final Duration MAX_TIME = Duration.ofMillis(500);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CountDownLatch unblocked = new CountDownLatch(1);
    private final MockProducer<String, byte[]> producer = producer(false);

    @AfterEach
    void release() {
        unblocked.countDown();
    }

    @Test
    void aFactIsAcceptedWhenTheBrokerConfirmsItAndNotBefore() {
        try (KafkaFactLog publisher = publisher(producer, Duration.ofSeconds(20))) {
            CompletableFuture<List<Published>> result = publisher.publish(facts(1));
            awaitSent(1);
            assertThat(result).isNotDone();

            producer.completeNext();

            assertThat(result).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(accepted(1));
            assertThat(count("accepted")).isOne();
        }
    }

    @Test
    void aRecordSaysWhatItIsInItsHeaders() {
        Instant begun = Instant.now();
        try (KafkaFactLog publisher = publisher(producer, MAX_TIME)) {
            var _ = publisher.publish(facts(1));
            awaitSent(1);
        }

        ProducerRecord<String, byte[]> record = producer.history().getFirst();
        assertThat(record.topic()).isEqualTo("mc.task-events");
        assertThat(record.key()).isEqualTo("tsk_1");
        assertThat(record.partition()).as("left to the partitioner").isNull();
        assertThat(header(record, Headers.EVENT_ID)).isEqualTo("evt_0");
        assertThat(header(record, Headers.CE_ID)).isEqualTo("evt_0");
        assertThat(header(record, Headers.CE_TYPE)).isEqualTo("dev.mcsync.task.ack");
        assertThat(header(record, Headers.CE_SPECVERSION)).isEqualTo("1.0");
        assertThat(header(record, Headers.CE_SOURCE)).isEqualTo("/mc-sync/ingress-gateway");
        assertThat(header(record, Headers.CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(header(record, Headers.TRACEPARENT)).startsWith("00-");
        assertThat(Instant.parse(header(record, Headers.RECEIVED_AT)))
                .isBetween(begun, Instant.now());
    }

    @Test
    void factsOfOneCallAreSentInOrder() {
        try (KafkaFactLog publisher = publisher(producer(true), MAX_TIME)) {
            assertThat(publisher.publish(facts(500)))
                    .succeedsWithin(Duration.ofSeconds(5))
                    .isEqualTo(accepted(500));
        }
    }

    @Test
    void whatTheBrokerDoesNotConfirmInTimeIsUnconfirmed() {
        try (KafkaFactLog publisher = publisher(producer, MAX_TIME)) {
            assertThat(publisher.publish(facts(2)))
                    .succeedsWithin(Duration.ofSeconds(5))
                    .isEqualTo(List.of(Published.UNCONFIRMED, Published.UNCONFIRMED));
            assertThat(count("unconfirmed")).isEqualTo(2);
        }
    }

    @Test
    void cancellingTheResultTakesNothingBack() {
        try (KafkaFactLog publisher = publisher(producer, MAX_TIME)) {
            publisher.publish(facts(3)).cancel(true);
            awaitSent(3);
        }
    }

    @Test
    void aFactThatIsTooLargeIsNoReasonToTryAgain() {
        try (KafkaFactLog publisher = publisher(producer, Duration.ofSeconds(20))) {
            CompletableFuture<List<Published>> result = publisher.publish(facts(2));
            awaitSent(2);
            producer.errorNext(new RecordTooLargeException("too large"));
            producer.completeNext();

            assertThat(result)
                    .succeedsWithin(Duration.ofSeconds(5))
                    .isEqualTo(List.of(Published.TOO_LARGE, Published.ACCEPTED));
        }
    }

    @Test
    void afterAFactThatWasNotTakenTheOthersOfTheCallAreNotTried() {
        producer.sendException = new TimeoutException("no metadata");
        try (KafkaFactLog publisher = publisher(producer, MAX_TIME)) {
            assertThat(publisher.publish(facts(3)))
                    .succeedsWithin(Duration.ofSeconds(5))
                    .isEqualTo(
                            List.of(
                                    Published.UNCONFIRMED,
                                    Published.UNCONFIRMED,
                                    Published.UNCONFIRMED));
        }
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void aBlockedProducerDelaysNoAnswerAndIsNotGivenWhatIsOverdue() {
        BlockingProducer blocking = new BlockingProducer(unblocked);
        try (KafkaFactLog publisher = publisher(blocking, MAX_TIME)) {
            List<CompletableFuture<List<Published>>> results =
                    IntStream.range(0, 6_000).mapToObj(_ -> publisher.publish(facts(1))).toList();

            assertThat(results)
                    .allSatisfy(result ->
                            assertThat(result)
                                    .succeedsWithin(Duration.ofSeconds(5))
                                    .isEqualTo(List.of(Published.UNCONFIRMED)));
            unblocked.countDown();
        }
        assertThat(blocking.history())
                .as("one for each thread that was blocked")
                .hasSizeLessThanOrEqualTo(4);
    }

    private KafkaFactLog publisher(MockProducer<String, byte[]> sending, Duration maxTime) {
        return new KafkaFactLog(sending, maxTime, registry, Spans.none());
    }

    private double count(String result) {
        return registry.get("mc.ingress.published")
                .tag("topic", Topic.TASK_EVENTS.topicName())
                .tag("result", result)
                .counter()
                .count();
    }

    private void awaitSent(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> producer.history().size() == count);
    }

    private static MockProducer<String, byte[]> producer(boolean autoComplete) {
        return new MockProducer<>(
                autoComplete, null, new StringSerializer(), new ByteArraySerializer());
    }

    private static List<OutgoingFact> facts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        new OutgoingFact(
                                Topic.TASK_EVENTS,
                                "tsk_1",
                                new EventId("evt_" + i),
                                "ack",
                                "{}".getBytes(UTF_8),
                                TestSender.fresh()))
                .toList();
    }

    private static List<Published> accepted(int count) {
        return Collections.nCopies(count, Published.ACCEPTED);
    }

    private static String header(ProducerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    /** Blocks in {@code send}, as the real one does while it has no metadata. */
    private static final class BlockingProducer extends MockProducer<String, byte[]> {

        private final CountDownLatch unblocked;

        BlockingProducer(CountDownLatch unblocked) {
            super(true, null, new StringSerializer(), new ByteArraySerializer());
            this.unblocked = unblocked;
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // All threads are to block here.
        public Future<RecordMetadata> send(
                ProducerRecord<String, byte[]> record, Callback callback) {
            try {
                assertThat(unblocked.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            return super.send(record, callback);
        }
    }
}
