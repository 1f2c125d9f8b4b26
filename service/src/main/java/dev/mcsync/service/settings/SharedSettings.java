package dev.mcsync.service.settings;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.access.Role;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings that services have beside their own. A token that a service does not know is to it
 * as good as a wrong one.
 */
public interface SharedSettings {

    /** Whether this is a run on one machine, where short tokens are allowed. */
    boolean local();

    /** Of the admin; required. */
    @Nullable Secret token();

    /** Opens what people do at the panel; null for none. */
    default @Nullable Secret panelToken() {
        return null;
    }

    /** Opens what agents do, for any agent; null for none. */
    default @Nullable Secret agentToken() {
        return null;
    }

    /** Opens what services do; null for none. */
    @Nullable Secret internalToken();

    /** By agent: tokens that speak for that agent alone. */
    default Map<String, Secret> agentTokens() {
        return Map.of();
    }

    /** Where the log is. */
    String kafkaBootstrapServers();

    /** What the clients of Kafka are told beside what they ask for, by Kafka's own names. */
    Map<String, String> kafka();

    /** What every service is told in the same words. */
    ChassisSettings chassis();

    /** After which a connection is cut whose other side takes nothing of what waits. */
    default Duration writeStall() {
        return chassis().writeStall();
    }

    /**
     * What the configured tokens open.
     *
     * @throws IllegalArgumentException when the admin token is missing or one is too short
     */
    default AccessTokens accessTokens() {
        Map<Role, @Nullable String> byRole = new EnumMap<>(Role.class);
        byRole.put(Role.ADMIN, valueOf(token()));
        byRole.put(Role.PANEL, valueOf(panelToken()));
        byRole.put(Role.AGENT, valueOf(agentToken()));
        byRole.put(Role.INTERNAL, valueOf(internalToken()));
        Map<AgentId, String> byAgent = new HashMap<>();
        agentTokens().forEach((agent, secret) -> byAgent.put(new AgentId(agent), secret.value()));
        return AccessTokens.of(byRole, byAgent, local());
    }

    /**
     * The admin's tokens, which all instances share and nobody else knows; the first one is to sign
     * with.
     */
    default List<String> adminTokens() {
        Secret admin = token();
        if (admin == null || admin.isBlank()) {
            throw new IllegalArgumentException(
                    "Expected an admin token in mc.token (MC_TOKEN), found none");
        }
        return admin.parts();
    }

    /**
     * The clients of the log.
     *
     * @throws IllegalArgumentException when a setting of Kafka is none, or not the operator's to
     *     set
     */
    default KafkaClients kafkaClients() {
        return new KafkaClients(kafkaBootstrapServers(), kafka());
    }

    /** For {@code toString}: some of what Kafka's clients are told is secret. */
    default String summary() {
        return "%s[local=%s, kafkaBootstrapServers=%s]"
                .formatted(getClass().getSimpleName(), local(), kafkaBootstrapServers());
    }

    private static @Nullable String valueOf(@Nullable Secret secret) {
        return secret == null ? null : secret.value();
    }
}
