package dev.mcsync.processor.intake;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/** Makes the clients by which one processor takes facts from the log and answers them. */
final class IntakeClients {

    /** Above the longest batch: every statement at its server time-out. */
    static final Duration MAX_POLL_INTERVAL = Duration.ofMinutes(2);

    static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

    private static final int MAX_POLL_RECORDS = 500;

    /** By the answer to a heartbeat a member hears that another came or went. */
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofMillis(250);

    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(8);

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(4);

    /** Beside the poll interval a short time: the batch is tried again. */
    private static final Duration MAX_BLOCK = Duration.ofSeconds(10);

    private static final Duration LINGER = Duration.ofMillis(20);

    /**
     * Offsets wait in such steps for the end of the transaction before, which is a matter of
     * moments.
     */
    private static final Duration RETRY_BACKOFF = Duration.ofMillis(5);

    private final KafkaClients kafka;
    private final String instanceId;

    /**
     * @param instanceId the name of this processor, which no other one has
     */
    IntakeClients(KafkaClients kafka, String instanceId) {
        this.kafka = kafka;
        this.instanceId = instanceId;
    }

    /** Of what this processor itself says, outside of a transaction. */
    DefaultKafkaProducerFactory<byte[], byte[]> ofOwnFacts() {
        return producers("state-processor.facts", Map.of());
    }

    DefaultKafkaProducerFactory<byte[], byte[]> transactional(Topic topic) {
        // The commit flushes, so lingering costs no time and fills the requests of a large batch.
        DefaultKafkaProducerFactory<byte[], byte[]> producers =
                producers(
                        "state-processor." + topic.topicName(),
                        Map.of(
                                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                                TRANSACTION_TIMEOUT,
                                ProducerConfig.LINGER_MS_CONFIG,
                                LINGER,
                                ProducerConfig.RETRY_BACKOFF_MS_CONFIG,
                                RETRY_BACKOFF));
        producers.setTransactionIdPrefix(
                "state-processor." + instanceId + "." + topic.topicName() + ".");
        producers.addPostProcessor(Fences::asFailures);
        return producers;
    }

    DefaultKafkaConsumerFactory<byte[], byte[]> consumers(Topic topic) {
        Map<String, Object> own = new HashMap<>();
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        own.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, MAX_POLL_INTERVAL);
        own.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT);
        own.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_INTERVAL);
        own.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        // A static member that comes back under its name has its partitions at once, without
        // waiting for the session of the killed one to end.
        own.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId + "." + topic.topicName());
        var consumers =
                new DefaultKafkaConsumerFactory<>(
                        kafka.consumerSettings("state-processor." + topic.topicName(), own),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        consumers.addPostProcessor(Leaving::whenClosed);
        return consumers;
    }

    private DefaultKafkaProducerFactory<byte[], byte[]> producers(
            String clientId, Map<String, ?> own) {
        Map<String, Object> all = new HashMap<>();
        all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK);
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT);
        all.putAll(own);
        return new DefaultKafkaProducerFactory<>(
                kafka.producerSettings(clientId, all),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
