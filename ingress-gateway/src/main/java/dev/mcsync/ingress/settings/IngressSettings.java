package dev.mcsync.ingress.settings;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.access.Role;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.service.kafka.KafkaClients;
import dev.mcsync.service.settings.ServiceSettings;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Every setting of the gateway; an unknown one fails the start.
 *
 * @param kafkaBootstrapServers where the log is
 * @param kafka what every client of Kafka is told beside what it asks for; Kafka's own names
 * @param local whether this is a local run: short tokens and cookies without TLS are allowed
 * @param token the admin token, or two separated by a comma while one replaces the other
 * @param panelToken opens what people do at the panel; null for none
 * @param agentToken opens what agents do, for any agent; null for none
 * @param internalToken opens what services do, and is sent to the services behind; null to use the
 *     admin token
 * @param agentTokens by agent_id: tokens that speak for that agent alone
 * @param realtimeUrl the realtime-gateway, which holds the read side and the panel
 * @param processorUrl the state-processor
 * @param notifierUrl the notifier-worker
 * @param createWait how long POST tasks waits for the task to be there
 * @param changeWait how long a move, retry or cancel waits for its outcome
 * @param maxWaiters how many requests may wait for an outcome at once; beyond it they do not wait
 * @param eventsPerSecond how many events one token may send; twice as many in a burst
 * @param callsPerSecond how many calls one token may make; twice as many in a burst
 * @param signInTries how many wrong tokens one address may show in a row, signing in or calling; a
 *     right one is always taken
 * @param signInRefill after which time one more is allowed
 * @param proxiesInFront how many trusted proxies add to {@code X-Forwarded-For}; 0 means that the
 *     caller is whoever connects
 * @param secureCookie whether the session cookie is kept to TLS; null means: unless local
 * @param sessionLifetime after which a person signs in again, however busy
 * @param readTimeout longest pause within a request's body
 * @param requestTimeout longest time for a whole request to arrive
 * @param writeStall after which a connection is cut whose other side takes nothing of what waits
 * @param callLimits how many calls each token may have open at once
 */
@ConfigurationProperties(prefix = "mc", ignoreUnknownFields = false)
public record IngressSettings(
        @DefaultValue("127.0.0.1:9092") String kafkaBootstrapServers,
        @DefaultValue Map<String, String> kafka,
        @DefaultValue("false") boolean local,
        @Nullable String token,
        @Nullable String panelToken,
        @Nullable String agentToken,
        @Nullable String internalToken,
        @DefaultValue Map<String, String> agentTokens,
        @DefaultValue("http://127.0.0.1:8084") URI realtimeUrl,
        @DefaultValue("http://127.0.0.1:8081") URI processorUrl,
        @DefaultValue("http://127.0.0.1:8082") URI notifierUrl,
        @DefaultValue("2s") Duration createWait,
        @DefaultValue("5s") Duration changeWait,
        @DefaultValue("10000") int maxWaiters,
        @DefaultValue("5000") int eventsPerSecond,
        @DefaultValue("2000") int callsPerSecond,
        @DefaultValue("10") int signInTries,
        @DefaultValue("30s") Duration signInRefill,
        @DefaultValue("0") int proxiesInFront,
        @Nullable Boolean secureCookie,
        @DefaultValue("12h") Duration sessionLifetime,
        @DefaultValue("5s") Duration readTimeout,
        @DefaultValue("10s") Duration requestTimeout,
        @DefaultValue("30s") Duration writeStall,
        @DefaultValue CallLimits callLimits)
        implements ServiceSettings {

    /** How many events one call may send. */
    public static final int MAX_EVENTS_IN_ARRAY = 500;

    public IngressSettings {
        agentTokens = Map.copyOf(agentTokens);
        requireAddress("mc.realtime-url", realtimeUrl);
        requireAddress("mc.processor-url", processorUrl);
        requireAddress("mc.notifier-url", notifierUrl);
        requirePositive("mc.max-waiters", maxWaiters);
        if (2 * eventsPerSecond < MAX_EVENTS_IN_ARRAY) {
            throw new IllegalArgumentException(
                    "Expected mc.events-per-second of at least %d, so that one array fits, found %d"
                            .formatted(MAX_EVENTS_IN_ARRAY / 2, eventsPerSecond));
        }
        requirePositive("mc.calls-per-second", callsPerSecond);
        requirePositive("mc.sign-in-tries", signInTries);
        requirePositive("mc.create-wait", createWait);
        requirePositive("mc.change-wait", changeWait);
        requirePositive("mc.sign-in-refill", signInRefill);
        requirePositive("mc.session-lifetime", sessionLifetime);
        requirePositive("mc.read-timeout", readTimeout);
        requirePositive("mc.request-timeout", requestTimeout);
        requirePositive("mc.write-stall", writeStall);
        if (proxiesInFront < 0) {
            throw new IllegalArgumentException(
                    "Expected mc.proxies-in-front of at least 0, found " + proxiesInFront);
        }
        if (readTimeout.compareTo(requestTimeout) > 0) {
            throw new IllegalArgumentException(
                    "Expected mc.read-timeout of at most mc.request-timeout, found %s and %s"
                            .formatted(readTimeout, requestTimeout));
        }
    }

    /**
     * What the configured tokens open.
     *
     * @throws IllegalArgumentException when the admin token is missing or one is too short
     */
    public AccessTokens accessTokens() {
        Map<Role, @Nullable String> byRole = new EnumMap<>(Role.class);
        byRole.put(Role.ADMIN, token);
        byRole.put(Role.PANEL, panelToken);
        byRole.put(Role.AGENT, agentToken);
        byRole.put(Role.INTERNAL, internalToken);
        Map<AgentId, String> byAgent = new HashMap<>();
        agentTokens.forEach((agent, value) -> byAgent.put(new AgentId(agent), value));
        return AccessTokens.of(byRole, byAgent, local);
    }

    public KafkaClients kafkaClients() {
        return new KafkaClients(kafkaBootstrapServers, kafka);
    }

    /** What the services behind are shown. */
    public String tokenForServices() {
        return first(
                internalToken == null || internalToken.isBlank() ? adminToken() : internalToken);
    }

    /** The secret that sessions are signed with; a new admin token ends them. */
    public String sessionSecret() {
        return first(adminToken());
    }

    public boolean cookieNeedsTls() {
        return secureCookie == null ? !local : secureCookie;
    }

    /** Leaves the tokens out. */
    @Override
    public String toString() {
        return "IngressSettings[kafkaBootstrapServers=%s, local=%s, realtimeUrl=%s, processorUrl=%s]"
                .formatted(kafkaBootstrapServers, local, realtimeUrl, processorUrl);
    }

    private String adminToken() {
        if (token == null || token.isBlank()) {
            throw new IllegalArgumentException(
                    "Expected an admin token in mc.token (MC_TOKEN), found none");
        }
        return token;
    }

    private static String first(String tokens) {
        return tokens.split(",", -1)[0].strip();
    }

    private static void requireAddress(String key, URI address) {
        boolean isHttp = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!isHttp || address.getHost() == null) {
            throw new IllegalArgumentException(
                    "Expected %s to be an http address with a host, found %s"
                            .formatted(key, address));
        }
    }

    private static void requirePositive(String key, long number) {
        if (number <= 0) {
            throw new IllegalArgumentException(
                    "Expected %s above 0, found %d".formatted(key, number));
        }
    }

    private static void requirePositive(String key, Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException(
                    "Expected %s above 0, found %s".formatted(key, duration));
        }
    }
}
