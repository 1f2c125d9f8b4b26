package dev.mcsync.ingress.signout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the other gateways are told that a session is over. */
final class SignOutLogTest {

    private static final String SESSION = "0123456789abcdef0123456789abcdef";
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final SignOutLog log = new SignOutLog(producer, Duration.ofMillis(5), clock::get);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void anEndIsToldUnderItsSessionWithTheTimeForWhichItMatters() {
        log.tell(SESSION, NOW.plusSeconds(60));

        awaitTold(1);
        ProducerRecord<String, byte[]> told = producer.history().getFirst();
        assertThat(told.topic()).isEqualTo(Topic.ENDED_SESSIONS.topicName());
        assertThat(told.key()).isEqualTo(SESSION);
        assertThat(new String(told.value(), UTF_8))
                .isEqualTo("{\"ends_at\":\"2026-11-22T12:01:00Z\"}");
    }

    @Test
    void whatTheLogDoesNotTakeIsSaidAgainUntilTheSessionWouldHaveEnded() {
        log.tell(SESSION, NOW.plusSeconds(60));
        awaitTold(1);
        producer.errorNext(new TimeoutException("The broker is away"));
        awaitTold(2);
        producer.errorNext(new TimeoutException("The broker is away"));
        awaitTold(3);

        clock.set(NOW.plusSeconds(60));
        producer.errorNext(new TimeoutException("The broker is away"));
        log.tell("another", NOW.plusSeconds(90));
        awaitTold(4);
        assertThat(producer.history().getLast().key()).isEqualTo("another");
    }

    private void awaitTold(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(producer.history()).hasSize(count));
    }
}
