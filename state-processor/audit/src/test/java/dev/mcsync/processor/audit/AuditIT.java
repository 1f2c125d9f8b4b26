package dev.mcsync.processor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.service.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditIT {

    private final Testbed testbed = Testbed.shared();
    private final Audit audit =
            new Audit(
                    testbed.freshDatabase(),
                    KafkaClients.at(testbed.bootstrapServers()),
                    "mc-notifier",
                    Progress.NONE);

    @BeforeEach
    void emptyTopics() {
        testbed.resetTopics();
    }

    @Test
    void whereNothingHappenedAllOfItAgrees() {
        List<Check> checks = audit.everything();

        assertThat(checks)
                .extracting(Check::name)
                .containsExactly(
                        "tasks",
                        "agents",
                        "task_state",
                        "agent_state",
                        "chain",
                        "inputs",
                        "outcomes",
                        "notices");
        assertThat(checks).allMatch(Check::holds);
    }

    @Test
    void whatSomebodyWroteToTheTopicsIsTold() {
        send(Topic.TASK_OUTCOMES, "tsk_1", "nobody said this");
        send(Topic.TASK_STATE, "tsk_2", "nor this");

        List<Discrepancy> found =
                audit.everything().stream()
                        .flatMap(check -> check.found().kept().stream())
                        .toList();

        assertThat(found)
                .extracting(Discrepancy::kind)
                .containsExactly(
                        Discrepancy.Kind.SNAPSHOT_ORPHAN, Discrepancy.Kind.OUTCOME_UNREADABLE);
    }

    private void send(Topic topic, String key, String value) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", testbed.bootstrapServers(), "acks", "all"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                    new ProducerRecord<>(
                            topic.topicName(),
                            key.getBytes(StandardCharsets.UTF_8),
                            value.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
