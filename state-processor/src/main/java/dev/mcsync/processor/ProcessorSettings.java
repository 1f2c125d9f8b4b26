package dev.mcsync.processor;

import static dev.mcsync.service.settings.SettingCheck.atLeast;
import static dev.mcsync.service.settings.SettingCheck.given;
import static dev.mcsync.service.settings.SettingCheck.inOrder;
import static dev.mcsync.service.settings.SettingCheck.that;
import static dev.mcsync.service.settings.SettingCheck.within;
import static java.util.Objects.requireNonNull;

import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.instance.InstanceId;
import dev.mcsync.processor.reconcile.ReconcileSettings;
import dev.mcsync.processor.retention.RetentionSettings;
import dev.mcsync.service.settings.ChassisSettings;
import dev.mcsync.service.settings.Secret;
import dev.mcsync.service.settings.SharedSettings;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The settings of the processor, {@code mc.*}. An unknown key stops the start.
 *
 * @param kafka what every client of Kafka is told beside what it asks for; Kafka's own names
 * @param offlineAfter silence after which an agent is offline
 * @param ackTimeout time an agent has to acknowledge before the task is handed out again
 * @param runningTimeout silence of an attempt after which it has timed out
 * @param maxResends how often an attempt is handed out again before it times out
 * @param retryBackOff longest wait before the second attempt of a task that may have several;
 *     doubled for each one after it
 * @param maxRetryBackOff longest wait before any attempt
 * @param answerTimeout how long an attempt waits for a person whom its agent has asked
 * @param reconcile when the state is looked over
 * @param retention what is kept for how long
 * @param instanceId different for each instance, and the same over its restarts: the name under
 *     which it takes up its transactions and partitions again; the machine's where none is given
 * @param taskConcurrency threads applying facts about tasks
 * @param agentConcurrency threads applying facts about agents
 * @param maxConnections to PostgreSQL
 * @param maxAgents with so many known, a fact of another one is set aside
 * @param chassis what every service is told in the same words
 */
@ConfigurationProperties(prefix = "mc", ignoreUnknownFields = false)
public record ProcessorSettings(
        String kafkaBootstrapServers,
        @DefaultValue Map<String, String> kafka,
        Secret postgresUrl,
        @DefaultValue("180s") Duration offlineAfter,
        @DefaultValue("2m") Duration ackTimeout,
        @DefaultValue("15m") Duration runningTimeout,
        @DefaultValue("3") int maxResends,
        @DefaultValue("5s") Duration retryBackOff,
        @DefaultValue("5m") Duration maxRetryBackOff,
        @DefaultValue("24h") Duration answerTimeout,
        @DefaultValue ReconcileSettings reconcile,
        @DefaultValue RetentionSettings retention,
        @Nullable String instanceId,
        @DefaultValue("2") int taskConcurrency,
        @DefaultValue("1") int agentConcurrency,
        @DefaultValue("8") int maxConnections,
        @DefaultValue("10000") int maxAgents,
        @Name("") @DefaultValue ChassisSettings chassis,
        @Nullable Secret token,
        @Nullable Secret internalToken,
        @DefaultValue("false") boolean local)
        implements SharedSettings {

    private static final Duration SHORTEST_LIMIT = Duration.ofMillis(500);

    public ProcessorSettings {
        given("mc.postgres-url (POSTGRES_URL)", postgresUrl);
        instanceId = InstanceId.orNameOfThisMachine(instanceId);
        atLeast("mc.offline-after", SHORTEST_LIMIT, offlineAfter);
        atLeast("mc.ack-timeout", SHORTEST_LIMIT, ackTimeout);
        atLeast("mc.running-timeout", SHORTEST_LIMIT, runningTimeout);
        atLeast("mc.answer-timeout", SHORTEST_LIMIT, answerTimeout);
        atLeast("mc.write-stall", SHORTEST_LIMIT, chassis.writeStall());
        atLeast("mc.max-agents", 1, maxAgents);
        atLeast("mc.task-concurrency", 1, taskConcurrency);
        atLeast("mc.agent-concurrency", 1, agentConcurrency);
        within("mc.max-resends", 0, 100, maxResends);
        atLeast("mc.retry-back-off", Duration.ZERO, retryBackOff);
        inOrder("mc.retry-back-off", retryBackOff, "mc.max-retry-back-off", maxRetryBackOff);
        that(
                taskConcurrency + agentConcurrency < maxConnections,
                "Expected mc.max-connections above mc.task-concurrency + mc.agent-concurrency, found %d and %d + %d",
                maxConnections,
                taskConcurrency,
                agentConcurrency);
    }

    /** Never null: the constructor sees to it. */
    @Override
    public String instanceId() {
        return requireNonNull(instanceId);
    }

    public Limits limits() {
        return new Limits(
                offlineAfter,
                ackTimeout,
                runningTimeout,
                maxResends,
                retryBackOff,
                maxRetryBackOff,
                answerTimeout);
    }

    @Override
    public String toString() {
        return summary();
    }
}
