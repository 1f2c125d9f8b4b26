package dev.mcsync.processor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.service.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishedUpToIT {

    private static final TopicPartition TASKS =
            new TopicPartition(Topic.TASK_EVENTS.topicName(), 0);
    private static final TopicPartition AGENTS =
            new TopicPartition(Topic.AGENT_HEARTBEATS.topicName(), 0);
    private static final Map<TopicPartition, Long> APPLIED = Map.of(TASKS, 1L);

    private final Testbed testbed = Testbed.shared();
    private final KafkaClients clients = KafkaClients.at(testbed.bootstrapServers());

    @BeforeEach
    void emptyTopics() {
        testbed.resetTopics();
    }

    @Test
    void whatNobodyHasPublishedIsNotAwaitedForever() throws Exception {
        assertThat(isPublished()).isFalse();

        commit(TASKS, 1);
        assertThat(isPublished()).isTrue();
    }

    /** A report's agent is published by the touch that the task's partition has sent. */
    @Test
    void aTouchThatNobodyHasReadIsNotPublished() throws Exception {
        commit(TASKS, 1);
        inTransaction(producer -> touch(producer), KafkaProducer::commitTransaction);
        assertThat(isPublished()).isFalse();

        // Its record is the first; the marker behind it is nothing that a reader could commit.
        commit(AGENTS, 1);
        assertThat(isPublished()).isTrue();
    }

    @Test
    void aTouchWhoseTransactionIsOpenMayBePublishedYet() throws Exception {
        commit(TASKS, 1);
        inTransaction(
                producer -> {
                    touch(producer);
                    producer.flush();
                    assertThat(isPublished()).isFalse();
                },
                KafkaProducer::abortTransaction);

        assertThat(isPublished()).isTrue();
    }

    private boolean isPublished() throws InterruptedException {
        try (LogOffsets offsets = new LogOffsets(clients);
                PublishedUpTo published =
                        new PublishedUpTo(clients, offsets, Duration.ofMillis(500))) {
            return published.await(APPLIED);
        }
    }

    private interface Sending {
        void with(KafkaProducer<byte[], byte[]> producer) throws InterruptedException;
    }

    private void inTransaction(Sending sending, Sending end) throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                testbed.bootstrapServers(),
                                "transactional.id",
                                "published-up-to-" + UUID.randomUUID()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            sending.with(producer);
            end.with(producer);
        }
    }

    private static void touch(KafkaProducer<byte[], byte[]> producer) {
        producer.send(
                new ProducerRecord<>(
                        AGENTS.topic(),
                        AGENTS.partition(),
                        "agt_1".getBytes(StandardCharsets.UTF_8),
                        "{}".getBytes(StandardCharsets.UTF_8)));
    }

    private void commit(TopicPartition partition, long offset) throws Exception {
        try (Admin admin = clients.openAdmin("test", Duration.ofSeconds(20))) {
            admin.alterConsumerGroupOffsets(
                            LogOffsets.intakeOf(partition.topic()),
                            Map.of(partition, new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }
}
