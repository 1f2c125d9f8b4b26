package dev.mcsync.ingress.settings;

import static dev.mcsync.service.settings.SettingCheck.atLeast;
import static dev.mcsync.service.settings.SettingCheck.inOrder;
import static dev.mcsync.service.settings.SettingCheck.positive;
import static dev.mcsync.service.settings.SettingCheck.that;
import static dev.mcsync.service.settings.SettingCheck.within;

import dev.mcsync.service.settings.ChassisSettings;
import dev.mcsync.service.settings.Secret;
import dev.mcsync.service.settings.SharedSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

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
 * @param chassis what every service is told in the same words
 * @param callLimits how many calls each token may have open at once, and at how many gateways
 */
@ConfigurationProperties(prefix = "mc", ignoreUnknownFields = false)
public record IngressSettings(
        @DefaultValue("127.0.0.1:9092") String kafkaBootstrapServers,
        @DefaultValue Map<String, String> kafka,
        @DefaultValue("false") boolean local,
        @Nullable Secret token,
        @Nullable Secret panelToken,
        @Nullable Secret agentToken,
        @Nullable Secret internalToken,
        @DefaultValue Map<String, Secret> agentTokens,
        @DefaultValue("http://127.0.0.1:8083") URI realtimeUrl,
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
        @Name("") @DefaultValue ChassisSettings chassis,
        @DefaultValue CallLimits callLimits)
        implements SharedSettings {

    /** How many events one call may send. */
    public static final int MAX_EVENTS_IN_ARRAY = 500;

    /** Signing out is remembered for so long, by the log too. */
    public static final Duration LONGEST_SESSION = Duration.ofDays(7);

    public IngressSettings {
        agentTokens = Map.copyOf(agentTokens);
        requireAddress("mc.realtime-url", realtimeUrl);
        requireAddress("mc.processor-url", processorUrl);
        requireAddress("mc.notifier-url", notifierUrl);
        positive("mc.max-waiters", maxWaiters);
        that(
                2 * eventsPerSecond >= MAX_EVENTS_IN_ARRAY,
                "Expected mc.events-per-second of at least %d, so that one array fits, found %d",
                MAX_EVENTS_IN_ARRAY / 2,
                eventsPerSecond);
        positive("mc.calls-per-second", callsPerSecond);
        positive("mc.sign-in-tries", signInTries);
        positive("mc.create-wait", createWait);
        positive("mc.change-wait", changeWait);
        positive("mc.sign-in-refill", signInRefill);
        within("mc.session-lifetime", Duration.ofSeconds(1), LONGEST_SESSION, sessionLifetime);
        positive("mc.read-timeout", readTimeout);
        positive("mc.request-timeout", requestTimeout);
        atLeast("mc.proxies-in-front", 0, proxiesInFront);
        inOrder("mc.read-timeout", readTimeout, "mc.request-timeout", requestTimeout);
    }

    /** The part of the calls that this gateway gives one token. */
    public int callsPerSecondHere() {
        return callLimits.part(callsPerSecond);
    }

    /** The part of the events; an array always fits. */
    public int eventsPerSecondHere() {
        return Math.max(MAX_EVENTS_IN_ARRAY / 2, callLimits.part(eventsPerSecond));
    }

    public int signInTriesHere() {
        return callLimits.part(signInTries);
    }

    public Duration signInRefillHere() {
        return signInRefill.multipliedBy(callLimits.gateways());
    }

    /** What the services behind are shown. */
    public String tokenForServices() {
        return internalToken == null || internalToken.isBlank()
                ? adminTokens().getFirst()
                : internalToken.parts().getFirst();
    }

    /** The secret that sessions are signed with; a new admin token ends them. */
    public String sessionSecret() {
        return adminTokens().getFirst();
    }

    public boolean cookieNeedsTls() {
        return secureCookie == null ? !local : secureCookie;
    }

    private static void requireAddress(String key, URI address) {
        boolean isHttp = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        that(
                isHttp && address.getHost() != null,
                "Expected %s to be an http address with a host, found %s",
                key,
                address);
    }

    @Override
    public String toString() {
        return summary();
    }
}
