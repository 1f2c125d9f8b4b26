package dev.mcsync.ingress.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcsync.contracts.topic.ListeningMark;
import dev.mcsync.contracts.topic.Topic;
import java.time.Duration;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ListeningMarksTest {

    private final MockProducer<String, byte[]> log =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final ListeningMarks marks = new ListeningMarks(log, Duration.ofMillis(20));

    @AfterEach
    void close() {
        marks.close();
    }

    @Test
    void saysOnOnePartitionThatAgentsCanBeHeardForAsLongAsItServes() {
        marks.start();
        await().until(() -> log.history().size() >= 3);
        marks.stop();

        assertThat(log.history())
                .allSatisfy(mark -> {
                    assertThat(mark.topic()).isEqualTo(Topic.LISTENING.topicName());
                    assertThat(mark.partition()).isEqualTo(ListeningMark.PARTITION);
                    assertThat(new String(mark.value(), UTF_8))
                            .isEqualTo("{\"gateway\":\"" + mark.key() + "\"}");
                });
        assertThat(log.history().stream().map(ProducerRecord::key).distinct()).hasSize(1);
        assertThat(marks.isRunning()).isFalse();
    }

    @Test
    void goesOnAfterTheLogDidNotTakeAMark() {
        MockProducer<String, byte[]> slow =
                new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
        try (ListeningMarks afterwards = new ListeningMarks(slow, Duration.ofMillis(20))) {
            afterwards.start();
            await().until(() -> slow.errorNext(new TimeoutException("no broker")));

            await().until(slow::completeNext);
        }
    }
}
