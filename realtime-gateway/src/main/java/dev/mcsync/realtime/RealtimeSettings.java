package dev.mcsync.realtime;

import static dev.mcsync.service.settings.SettingCheck.atLeast;
import static dev.mcsync.service.settings.SettingCheck.given;
import static dev.mcsync.service.settings.SettingCheck.positive;
import static dev.mcsync.service.settings.SettingCheck.that;
import static dev.mcsync.service.settings.SettingCheck.within;

import dev.mcsync.service.settings.ChassisSettings;
import dev.mcsync.service.settings.Secret;
import dev.mcsync.service.settings.SharedSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
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
 * @param lagGroups consumer groups whose lag the health view tells, at most 50
 * @param maxTombstones removed entities remembered for clients that resume
 * @param chassis what every service is told in the same words
 * @param maxClientsPerToken panels at once that one token has let in
 * @param maxCallsPerToken calls that one token has open at once, when it does not come through the
 *     gateway, which has limits of its own
 */
@ConfigurationProperties(prefix = "mc", ignoreUnknownFields = false)
public record RealtimeSettings(
        @DefaultValue("false") boolean local,
        @Nullable Secret token,
        @Nullable Secret panelToken,
        @Nullable Secret agentToken,
        @Nullable Secret internalToken,
        String kafkaBootstrapServers,
        @DefaultValue Map<String, String> kafka,
        Secret postgresUrl,
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
        @Name("") @DefaultValue ChassisSettings chassis,
        @DefaultValue("1000") int maxClientsPerToken,
        @DefaultValue("1000") int maxCallsPerToken)
        implements SharedSettings {

    private static final DataSize LEAST_BUFFERED = DataSize.ofKilobytes(512);
    private static final DataSize MOST_BUFFERED = DataSize.ofMegabytes(64);

    public RealtimeSettings {
        allowedOrigins = List.copyOf(allowedOrigins);
        lagGroups = lagGroups.stream().distinct().toList();
        that(
                lagGroups.size() <= 50,
                "Expected mc.lag-groups of at most 50, found %d",
                lagGroups.size());
        that(
                !kafkaBootstrapServers.isBlank(),
                "Expected mc.kafka-bootstrap-servers, found a blank");
        given("mc.postgres-url (POSTGRES_URL)", postgresUrl);
        positive("mc.postgres-connections", postgresConnections);
        positive("mc.ticket-lifetime", ticketLifetime);
        positive("mc.hello-within", helloWithin);
        positive("mc.tick-every", tickEvery);
        positive("mc.slow-after", slowAfter);
        within("mc.max-buffered", LEAST_BUFFERED, MOST_BUFFERED, maxBuffered);
        positive("mc.max-clients", maxClients);
        positive("mc.max-clients-per-token", maxClientsPerToken);
        positive("mc.max-calls-per-token", maxCallsPerToken);
        atLeast("mc.max-tombstones", 0, maxTombstones);
    }

    @Override
    public String toString() {
        return summary();
    }
}
