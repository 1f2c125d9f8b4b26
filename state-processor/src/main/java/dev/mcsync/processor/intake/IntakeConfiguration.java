package dev.mcsync.processor.intake;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.processor.ProcessorSettings;
import dev.mcsync.processor.core.AgentDecider;
import dev.mcsync.processor.core.TaskDecider;
import dev.mcsync.processor.instance.InstanceName;
import dev.mcsync.processor.knownlog.KnownLog;
import dev.mcsync.processor.ledger.Ledger;
import dev.mcsync.processor.publish.OutgoingPublisher;
import dev.mcsync.service.health.IntakeLiveness;
import dev.mcsync.service.trace.Spans;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * One listener container for each input topic, each in a consumer group of its own, so that a slow
 * batch of one kind does not delay the other.
 */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    private static final int MAX_POLL_RECORDS = 500;

    /** Above the longest batch: every statement at its server time-out. */
    private static final Duration MAX_POLL_INTERVAL = Duration.ofMinutes(2);

    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

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

    /** What touches an agent again within this time is published once. */
    private static final Duration GATHERING = Duration.ofMillis(50);

    private static final Duration BETWEEN_IDLE_LOOKS = Duration.ofSeconds(1);

    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(3);

    @Bean
    DefaultKafkaProducerFactory<byte[], byte[]> taskTransactions(ProcessorSettings settings) {
        return transactional(settings, Topic.TASK_EVENTS);
    }

    @Bean
    DefaultKafkaProducerFactory<byte[], byte[]> agentTransactions(ProcessorSettings settings) {
        return transactional(settings, Topic.AGENT_HEARTBEATS);
    }

    @Bean
    DefaultKafkaProducerFactory<byte[], byte[]> factProducers(ProcessorSettings settings) {
        return producers(settings, "state-processor.facts", Map.of());
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> taskEvents(
            ProcessorSettings settings,
            @Qualifier("taskTransactions") DefaultKafkaProducerFactory<byte[], byte[]> producers,
            Ledger ledger,
            TaskDecider decider,
            InstantSource clock,
            MeterRegistry registry,
            Spans spans) {
        return container(
                settings,
                producers,
                Topic.TASK_EVENTS,
                settings.taskConcurrency(),
                publisher ->
                        LogListener.ofTasks(ledger, decider, clock, publisher, registry)
                                .tracedBy(spans));
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> agentHeartbeats(
            ProcessorSettings settings,
            @Qualifier("agentTransactions") DefaultKafkaProducerFactory<byte[], byte[]> producers,
            Ledger ledger,
            AgentDecider decider,
            InstantSource clock,
            MeterRegistry registry,
            Spans spans) {
        var container =
                container(
                        settings,
                        producers,
                        Topic.AGENT_HEARTBEATS,
                        settings.agentConcurrency(),
                        publisher ->
                                LogListener.ofAgents(
                                                ledger,
                                                decider,
                                                settings.maxAgents(),
                                                clock,
                                                publisher,
                                                registry)
                                        .tracedBy(spans));
        container.getContainerProperties().setIdleBetweenPolls(GATHERING.toMillis());
        return container;
    }

    @Bean
    IntakeLiveness consumers(List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers) {
        return new IntakeLiveness(containers, MAX_POLL_INTERVAL);
    }

    @Bean
    LogAcceptance log(ProcessorSettings settings, MeterRegistry registry) {
        return new LogAcceptance(
                new KnownLog(
                        PostgresAddress.parse(settings.postgresUrl().value()),
                        settings.kafkaClients()),
                registry);
    }

    @Bean
    IntakeStart intakeStart(
            ProcessorSettings settings,
            InstanceName name,
            LogAcceptance log,
            @Qualifier("taskTransactions") DefaultKafkaProducerFactory<byte[], byte[]> tasks,
            @Qualifier("agentTransactions") DefaultKafkaProducerFactory<byte[], byte[]> agents,
            List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers) {
        return new IntakeStart(
                name,
                log,
                List.of(
                        new TransactionalIds(tasks, settings.taskConcurrency()),
                        new TransactionalIds(agents, settings.agentConcurrency())),
                containers);
    }

    private static ConcurrentMessageListenerContainer<byte[], byte[]> container(
            ProcessorSettings settings,
            DefaultKafkaProducerFactory<byte[], byte[]> producers,
            Topic topic,
            int concurrency,
            Function<OutgoingPublisher, LogListener> listener) {
        KafkaTemplate<byte[], byte[]> kafka = new KafkaTemplate<>(producers);
        // A transaction that fails is told once, by the container, and not again for each record.
        kafka.setProducerListener(new ProducerListener<>() {});
        ContainerProperties properties = new ContainerProperties(topic.topicName());
        properties.setGroupId("state-processor." + topic.topicName());
        properties.setKafkaAwareTransactionManager(new KafkaTransactionManager<>(producers));
        LogListener logListener = listener.apply(record -> kafka.send(record.toProducerRecord()));
        properties.setMessageListener(logListener);
        properties.setShutdownTimeout(SESSION_TIMEOUT.toMillis());
        // Also where nothing comes, somebody must find that the database went back.
        properties.setIdleEventInterval(BETWEEN_IDLE_LOOKS.toMillis());
        var container =
                new ConcurrentMessageListenerContainer<>(consumers(settings, topic), properties);
        container.setBeanName("intake-" + topic.topicName());
        container.setConcurrency(concurrency);
        container.setAutoStartup(false);
        container.setAfterRollbackProcessor(new ReadAgain(logListener, retriedForEver()));
        return container;
    }

    private static DefaultKafkaProducerFactory<byte[], byte[]> transactional(
            ProcessorSettings settings, Topic topic) {
        // The commit flushes, so lingering costs no time and fills the requests of a large batch.
        DefaultKafkaProducerFactory<byte[], byte[]> producers =
                producers(
                        settings,
                        "state-processor." + topic.topicName(),
                        Map.of(
                                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                                TRANSACTION_TIMEOUT,
                                ProducerConfig.LINGER_MS_CONFIG,
                                LINGER,
                                ProducerConfig.RETRY_BACKOFF_MS_CONFIG,
                                RETRY_BACKOFF));
        producers.setTransactionIdPrefix(
                "state-processor." + settings.instanceId() + "." + topic.topicName() + ".");
        producers.addPostProcessor(Fences::asFailures);
        return producers;
    }

    private static ExponentialBackOff retriedForEver() {
        ExponentialBackOff backOff = new ExponentialBackOff(FIRST_RETRY.toMillis(), 2);
        backOff.setMaxInterval(LONGEST_RETRY.toMillis());
        return backOff;
    }

    private static DefaultKafkaConsumerFactory<byte[], byte[]> consumers(
            ProcessorSettings settings, Topic topic) {
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
        own.put(
                ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                settings.instanceId() + "." + topic.topicName());
        var consumers =
                new DefaultKafkaConsumerFactory<>(
                        settings.kafkaClients()
                                .consumerSettings("state-processor." + topic.topicName(), own),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        consumers.addPostProcessor(Leaving::whenClosed);
        return consumers;
    }

    private static DefaultKafkaProducerFactory<byte[], byte[]> producers(
            ProcessorSettings settings, String clientId, Map<String, ?> own) {
        Map<String, Object> all = new HashMap<>();
        all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK);
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT);
        all.putAll(own);
        return new DefaultKafkaProducerFactory<>(
                settings.kafkaClients().producerSettings(clientId, all),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
