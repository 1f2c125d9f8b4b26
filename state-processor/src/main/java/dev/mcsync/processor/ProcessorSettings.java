package dev.mcsync.processor;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.access.Role;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.retention.RetentionSettings;
import dev.mcsync.service.kafka.KafkaClients;
import dev.mcsync.service.settings.ServiceSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

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
 * @param reconcileCron when the whole state is looked over; Spring's six fields
 * @param retention what is kept for how long
 * @param instanceId stable over restarts and different for each instance: the name under which it
 *     takes up its transactions and partitions again
 * @param taskConcurrency threads applying facts about tasks
 * @param agentConcurrency threads applying facts about agents
 * @param maxConnections to PostgreSQL
 * @param maxAgents with so many known, a fact of another one is set aside
 * @param writeStall after which a connection is cut whose other side takes nothing of what waits
 */
@ConfigurationProperties(prefix = "mc", ignoreUnknownFields = false)
public record ProcessorSettings(
        String kafkaBootstrapServers,
        @DefaultValue Map<String, String> kafka,
        String postgresUrl,
        @DefaultValue("180s") Duration offlineAfter,
        @DefaultValue("2m") Duration ackTimeout,
        @DefaultValue("15m") Duration runningTimeout,
        @DefaultValue("3") int maxResends,
        @DefaultValue("5s") Duration retryBackOff,
        @DefaultValue("5m") Duration maxRetryBackOff,
        @DefaultValue("0 */5 * * * *") String reconcileCron,
        @DefaultValue RetentionSettings retention,
        @DefaultValue("processor-1") String instanceId,
        @DefaultValue("2") int taskConcurrency,
        @DefaultValue("1") int agentConcurrency,
        @DefaultValue("8") int maxConnections,
        @DefaultValue("10000") int maxAgents,
        @DefaultValue("30s") Duration writeStall,
        @Nullable String token,
        @Nullable String internalToken,
        @DefaultValue("false") boolean local)
        implements ServiceSettings {

    private static final Duration SHORTEST_LIMIT = Duration.ofMillis(500);

    public ProcessorSettings {
        atLeast("mc.offline-after", offlineAfter);
        atLeast("mc.ack-timeout", ackTimeout);
        atLeast("mc.running-timeout", runningTimeout);
        atLeast("mc.write-stall", writeStall);
        if (maxAgents < 1) {
            throw new IllegalArgumentException(
                    "Expected mc.max-agents of at least 1, found " + maxAgents);
        }
        if (maxResends < 0 || maxResends > 100) {
            throw new IllegalArgumentException(
                    "Expected mc.max-resends from 0 to 100, found " + maxResends);
        }
        if (retryBackOff.isNegative() || maxRetryBackOff.compareTo(retryBackOff) < 0) {
            throw new IllegalArgumentException(
                    "Expected mc.max-retry-back-off of at least mc.retry-back-off, found %s and %s"
                            .formatted(maxRetryBackOff, retryBackOff));
        }
        if (taskConcurrency + agentConcurrency >= maxConnections) {
            throw new IllegalArgumentException(
                    "Expected mc.max-connections above mc.task-concurrency + mc.agent-concurrency, found %d and %d + %d"
                            .formatted(maxConnections, taskConcurrency, agentConcurrency));
        }
    }

    public KafkaClients kafkaClients() {
        return new KafkaClients(kafkaBootstrapServers, kafka);
    }

    public Limits limits() {
        return new Limits(
                offlineAfter,
                ackTimeout,
                runningTimeout,
                maxResends,
                retryBackOff,
                maxRetryBackOff);
    }

    AccessTokens accessTokens() {
        Map<Role, @Nullable String> tokens = new HashMap<>();
        tokens.put(Role.ADMIN, token);
        tokens.put(Role.INTERNAL, internalToken);
        return AccessTokens.of(tokens, local);
    }

    /** Without secrets: tokens, and the password in the address of the database. */
    @Override
    public String toString() {
        return "ProcessorSettings[instanceId=%s, kafkaBootstrapServers=%s, limits=%s]"
                .formatted(instanceId, kafkaBootstrapServers, limits());
    }

    private static void atLeast(String key, Duration value) {
        if (value.compareTo(SHORTEST_LIMIT) < 0) {
            throw new IllegalArgumentException(
                    "Expected %s of at least %s, found %s".formatted(key, SHORTEST_LIMIT, value));
        }
    }
}
