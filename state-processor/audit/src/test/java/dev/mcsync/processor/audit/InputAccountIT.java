package dev.mcsync.processor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.service.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InputAccountIT {

    private static final TopicPartition FIRST =
            new TopicPartition(Topic.TASK_EVENTS.topicName(), 0);
    private static final int MAX_NAMED = 2;

    private final Testbed testbed = Testbed.shared();

    @BeforeEach
    void emptyTopics() {
        testbed.resetTopics();
    }

    @Test
    void moreThanCanBeNamedAreCountedAllTheSame() throws Exception {
        for (int i = 0; i < 5; i++) {
            send("nobody processed this: " + i);
        }
        Discrepancies found = new Discrepancies();

        String looked = account(5, new Positions(), found);

        assertThat(found.count()).isEqualTo(5);
        assertThat(looked)
                .isEqualTo(
                        "5 records: 0 processed, 0 touches, 0 duplicates, 0 rejected or sent on");
    }

    @Test
    void whatWasRejectedIsAccountedForHoweverMuchItIs() throws Exception {
        Positions rejected = new Positions();
        for (int i = 0; i < 5; i++) {
            send("nobody could read this: " + i);
            rejected.add(FIRST, i);
        }
        send(null);
        Discrepancies found = new Discrepancies();

        String looked = account(6, rejected, found);

        assertThat(found.kept())
                .extracting(Discrepancy::subject)
                .containsExactly(Subject.record(FIRST, 5));
        assertThat(looked)
                .startsWith(
                        "6 records: 0 processed, 0 touches, 0 duplicates, 5 rejected or sent on");
    }

    private String account(long committed, Positions rejected, Discrepancies found)
            throws SQLException, InterruptedException {
        KafkaClients clients = KafkaClients.at(testbed.bootstrapServers());
        try (DatabaseSnapshot snapshot =
                        DatabaseSnapshot.open(testbed.freshDatabase(), Duration.ZERO);
                LogOffsets offsets = new LogOffsets(clients);
                Log log = new Log(clients, offsets)) {
            return new InputAccount(snapshot, log, rejected, MAX_NAMED)
                    .run(Map.of(FIRST, committed), found, Progress.NONE);
        }
    }

    private void send(@Nullable String value) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", testbed.bootstrapServers(), "acks", "all"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                    new ProducerRecord<>(
                            FIRST.topic(),
                            FIRST.partition(),
                            "tsk_1".getBytes(StandardCharsets.UTF_8),
                            value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
