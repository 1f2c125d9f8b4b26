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
import dev.mcsync.service.kafka.KafkaClients;
import dev.mcsync.service.trace.Spans;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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

    /** What touches an agent again within this time is published once. */
    private static final Duration GATHERING = Duration.ofMillis(50);

    private static final Duration BETWEEN_IDLE_LOOKS = Duration.ofSeconds(1);

    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(3);

    @Bean
    IntakeClients intakeClients(KafkaClients kafka, ProcessorSettings settings) {
        return new IntakeClients(kafka, settings.instanceId());
    }

    @Bean
    DefaultKafkaProducerFactory<byte[], byte[]> taskTransactions(IntakeClients clients) {
        return clients.transactional(Topic.TASK_EVENTS);
    }

    @Bean
    DefaultKafkaProducerFactory<byte[], byte[]> agentTransactions(IntakeClients clients) {
        return clients.transactional(Topic.AGENT_HEARTBEATS);
    }

    @Bean
    DefaultKafkaProducerFactory<byte[], byte[]> factProducers(IntakeClients clients) {
        return clients.ofOwnFacts();
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> taskEvents(
            ProcessorSettings settings,
            IntakeClients clients,
            @Qualifier("taskTransactions") DefaultKafkaProducerFactory<byte[], byte[]> producers,
            Ledger ledger,
            TaskDecider decider,
            InstantSource clock,
            MeterRegistry registry,
            Spans spans) {
        return container(
                clients,
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
            IntakeClients clients,
            @Qualifier("agentTransactions") DefaultKafkaProducerFactory<byte[], byte[]> producers,
            Ledger ledger,
            AgentDecider decider,
            InstantSource clock,
            MeterRegistry registry,
            Spans spans) {
        var container =
                container(
                        clients,
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
        return new IntakeLiveness(containers, IntakeClients.MAX_POLL_INTERVAL);
    }

    @Bean
    LogAcceptance log(ProcessorSettings settings, KafkaClients kafka, MeterRegistry registry) {
        return new LogAcceptance(
                new KnownLog(PostgresAddress.parse(settings.postgresUrl().value()), kafka),
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
            IntakeClients clients,
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
        properties.setShutdownTimeout(IntakeClients.SESSION_TIMEOUT.toMillis());
        // Also where nothing comes, somebody must find that the database went back.
        properties.setIdleEventInterval(BETWEEN_IDLE_LOOKS.toMillis());
        var container =
                new ConcurrentMessageListenerContainer<>(clients.consumers(topic), properties);
        container.setBeanName("intake-" + topic.topicName());
        container.setConcurrency(concurrency);
        container.setAutoStartup(false);
        container.setAfterRollbackProcessor(new ReadAgain(logListener, retriedForEver()));
        return container;
    }

    private static ExponentialBackOff retriedForEver() {
        ExponentialBackOff backOff = new ExponentialBackOff(FIRST_RETRY.toMillis(), 2);
        backOff.setMaxInterval(LONGEST_RETRY.toMillis());
        return backOff;
    }
}
