package dev.mcsync.notifier.intake;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.notifier.ledger.DeliveryLedger;
import dev.mcsync.service.health.IntakeHealth;
import dev.mcsync.service.health.PollAge;
import dev.mcsync.service.kafka.KafkaClients;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/** Reads the outcomes of all tasks and agents for as long as the program runs. */
public final class OutcomeListener implements SmartLifecycle, DisposableBean {

    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(20);

    /** What comes within this time is noted in one statement and committed once. */
    private static final Duration GATHERING = Duration.ofMillis(100);

    private static final Duration BETWEEN_IDLE_LOOKS = Duration.ofSeconds(1);

    private final KafkaRejectedRecords rejected;
    private final KafkaMessageListenerContainer<byte[], byte[]> container;

    /**
     * @param channelIsOpen whether there is a webhook to tell the channel by
     * @param somethingWaits called on the listener's thread; must not block
     */
    public OutcomeListener(
            KafkaClients clients,
            String groupId,
            DeliveryLedger ledger,
            String channel,
            boolean channelIsOpen,
            MeterRegistry registry,
            Runnable somethingWaits) {
        this.rejected = new KafkaRejectedRecords(clients);
        OutcomeCounts counts = new OutcomeCounts(registry);
        OutcomeIntake noting =
                new OutcomeIntake(
                        ledger, rejected, rule(channelIsOpen), channel, counts, somethingWaits);
        OutcomePositions positions = new OutcomePositions(ledger, channel, noting.places(), counts);
        PlacedIntake intake = new PlacedIntake(noting, positions);
        this.container =
                new KafkaMessageListenerContainer<>(
                        new DefaultKafkaConsumerFactory<>(
                                clients.consumerSettings(
                                        "notifier-worker", consumerSettings(groupId)),
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer()),
                        containerSettings(intake));
        container.setBeanName("outcomes");
        PollAge.tell(registry, Topic.TASK_OUTCOMES.topicName(), container, 1);
        container.setCommonErrorHandler(new RetryForEver(positions::readAgain));
    }

    /** What is done with each batch of outcomes, whoever delivers them. */
    public static BatchMessageListener<byte[], byte[]> intake(
            DeliveryLedger ledger,
            RejectedRecords rejected,
            String channel,
            boolean channelIsOpen,
            MeterRegistry registry,
            Runnable somethingWaits) {
        return new OutcomeIntake(
                ledger,
                rejected,
                rule(channelIsOpen),
                channel,
                new OutcomeCounts(registry),
                somethingWaits);
    }

    private static NoticeRule rule(boolean channelIsOpen) {
        return channelIsOpen ? NoticeRule.TELL : NoticeRule.NO_WEBHOOK;
    }

    /**
     * Whether the consumer still polls. If not, a restart cures it, so liveness looks at it too.
     *
     * @param longestPollAge longer than the longest batch
     */
    public IntakeHealth health(Duration longestPollAge) {
        return new IntakeHealth(List.of(container), longestPollAge, "the consumer does not run");
    }

    /** Open connections to brokers. */
    public int connections() {
        return container.metrics().values().stream()
                .flatMap(metrics -> metrics.entrySet().stream())
                .filter(entry -> entry.getKey().name().equals("connection-count"))
                .filter(entry -> entry.getKey().group().equals("consumer-metrics"))
                .map(entry -> entry.getValue().metricValue())
                .filter(Number.class::isInstance)
                .mapToInt(value -> ((Number) value).intValue())
                .sum();
    }

    @Override
    public void start() {
        container.start();
    }

    @Override
    public void stop() {
        container.stop();
    }

    @Override
    public void stop(Runnable callback) {
        container.stop(callback);
    }

    @Override
    public boolean isRunning() {
        return container.isRunning();
    }

    @Override
    public void destroy() {
        rejected.close();
    }

    private static ContainerProperties containerSettings(PlacedIntake intake) {
        ContainerProperties settings = new ContainerProperties(Topic.TASK_OUTCOMES.topicName());
        settings.setMessageListener(intake);
        settings.setConsumerRebalanceListener(intake.rebalances());
        // The intake commits, since a commit says more than an offset.
        settings.setAckMode(AckMode.MANUAL);
        settings.setIdleEventInterval(BETWEEN_IDLE_LOOKS.toMillis());
        settings.setIdleBetweenPolls(GATHERING.toMillis());
        settings.setSyncCommits(true);
        settings.setShutdownTimeout(SHUTDOWN_TIMEOUT.toMillis());
        return settings;
    }

    /**
     * The classic protocol, since the newer one leaves a killed member's partitions alone for 45 s.
     */
    private static Map<String, Object> consumerSettings(String groupId) {
        return Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                groupId,
                ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                "classic",
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName(),
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                10_000,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                3_000,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                500,
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                120_000);
    }
}
