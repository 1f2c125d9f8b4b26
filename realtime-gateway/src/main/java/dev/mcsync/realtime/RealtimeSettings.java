package dev.mcsync.realtime;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.access.Role;
import dev.mcsync.service.kafka.KafkaClients;
import dev.mcsync.service.settings.ServiceSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * All settings, {@code mc.…} or {@code MC_…} in the environment.
 *
 * @param local a run on one machine, where short tokens are allowed
 * @param token opens everything; required
 * @param kafka what every client of Kafka is told beside what it asks for; Kafka's own names
 * @param allowedOrigins pages that may open a WebSocket, such as {@code https://board.example.com};
 *     empty: only those of this very address
 * @param postgresConnections the most at once
 * @param ticketLifetime from giving a ticket to its use
 * @param helloWithin from the opening of a socket to its first frame
 * @param tickEvery how often a quiet client is told that it is current
 * @param slowAfter how long a client may take over one batch of frames; two seconds later it is
 *     hung up on
 * @param maxBuffered what may wait for one client
 * @param maxClients panels at once
 * @param lagGroups consumer groups whose lag the health view tells
 * @param maxTombstones removed entities remembered for clients that resume
 * @param writeStall after which a connection is cut whose other side takes nothing of what waits
 * @param maxClientsPerToken panels at once that one token has let in
 * @param maxCallsPerToken calls that one token has open at once, when it does not come through the
 *     gateway, which has limits of its own
 */
@ConfigurationProperties(prefix = "mc", ignoreUnknownFields = false)
public record RealtimeSettings(
        @DefaultValue("false") boolean local,
        @Nullable String token,
        @Nullable String panelToken,
        @Nullable String agentToken,
        @Nullable String internalToken,
        String kafkaBootstrapServers,
        @DefaultValue Map<String, String> kafka,
        String postgresUrl,
        @DefaultValue("8") int postgresConnections,
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue("30s") Duration ticketLifetime,
        @DefaultValue("5s") Duration helloWithin,
        @DefaultValue("5s") Duration tickEvery,
        @DefaultValue("8s") Duration slowAfter,
        @DefaultValue("2MB") DataSize maxBuffered,
        @DefaultValue("2000") int maxClients,
        @DefaultValue({
                    "state-processor.mc.task-events",
                    "state-processor.mc.agent-heartbeats",
                    "mc-notifier"
                })
                List<String> lagGroups,
        @DefaultValue("10000") int maxTombstones,
        @DefaultValue("30s") Duration writeStall,
        @DefaultValue("1000") int maxClientsPerToken,
        @DefaultValue("1000") int maxCallsPerToken)
        implements ServiceSettings {

    public RealtimeSettings {
        allowedOrigins = List.copyOf(allowedOrigins);
        lagGroups = lagGroups.stream().distinct().toList();
        require(lagGroups.size() <= 50, "mc.lag-groups must be at most 50");
        require(!kafkaBootstrapServers.isBlank(), "mc.kafka-bootstrap-servers must not be empty");
        require(!postgresUrl.isBlank(), "mc.postgres-url must not be empty");
        require(postgresConnections >= 1, "mc.postgres-connections must be at least 1");
        requirePositive(ticketLifetime, "mc.ticket-lifetime");
        requirePositive(helloWithin, "mc.hello-within");
        requirePositive(tickEvery, "mc.tick-every");
        requirePositive(slowAfter, "mc.slow-after");
        require(
                maxBuffered.toBytes() >= DataSize.ofKilobytes(512).toBytes()
                        && maxBuffered.toBytes() <= DataSize.ofMegabytes(64).toBytes(),
                "mc.max-buffered must be 512KB to 64MB, found " + maxBuffered);
        require(maxClients >= 1, "mc.max-clients must be at least 1");
        require(maxClientsPerToken >= 1, "mc.max-clients-per-token must be at least 1");
        require(maxCallsPerToken >= 1, "mc.max-calls-per-token must be at least 1");
        requirePositive(writeStall, "mc.write-stall");
        require(maxTombstones >= 0, "mc.max-tombstones must not be negative");
    }

    /**
     * @throws IllegalArgumentException when one is missing or too short
     */
    public AccessTokens accessTokens() {
        Map<Role, @Nullable String> tokens = new EnumMap<>(Role.class);
        tokens.put(Role.ADMIN, token);
        tokens.put(Role.PANEL, panelToken);
        tokens.put(Role.AGENT, agentToken);
        tokens.put(Role.INTERNAL, internalToken);
        return AccessTokens.of(tokens, local);
    }

    public KafkaClients kafkaClients() {
        return new KafkaClients(kafkaBootstrapServers, kafka);
    }

    /** What all instances share and nobody else knows, the one to sign with first. */
    public List<String> ticketSecrets() {
        String shared = token;
        if (shared == null || shared.isBlank()) {
            throw new IllegalArgumentException(
                    "Expected an admin token in mc.token (MC_TOKEN), found none");
        }
        return Arrays.stream(shared.split(",")).map(String::strip).toList();
    }

    /** Without tokens and passwords. */
    @Override
    public String toString() {
        return "RealtimeSettings[local=%s, kafkaBootstrapServers=%s, allowedOrigins=%s]"
                .formatted(local, kafkaBootstrapServers, allowedOrigins);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    private static void requirePositive(Duration duration, String name) {
        require(duration.isPositive(), name + " must be positive, found " + duration);
    }
}
