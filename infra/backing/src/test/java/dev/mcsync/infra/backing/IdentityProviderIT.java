package dev.mcsync.infra.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that takes nobody's password: an identity provider says who comes. */
class IdentityProviderIT {

    private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final String ITS_OWN = "mc.task-events";
    private static final String OF_ANOTHER = "mc.task-state";
    private static final int LIMIT = 20_000;

    private static @TempDir Path directory;
    private static IdentityProvider provider;
    private static KafkaBroker broker;

    @BeforeAll
    static void start() throws Exception {
        provider = IdentityProvider.start();
        Authority authority = Authority.in(directory.resolve("authority"));
        LogSecurity security =
                LogSecurity.in(directory.resolve("users"), authority)
                        .and(
                                """
                                listener.name.clients.sasl.enabled.mechanisms=SCRAM-SHA-512,OAUTHBEARER
                                listener.name.clients.oauthbearer.sasl.jaas.config=\
                                org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;
                                listener.name.clients.oauthbearer.sasl.server.callback.handler.class=\
                                org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler
                                listener.name.clients.oauthbearer.sasl.oauthbearer.jwks.endpoint.url=%s
                                listener.name.clients.oauthbearer.sasl.oauthbearer.expected.audience=%s
                                """
                                        .formatted(provider.keys(), IdentityProvider.AUDIENCE))
                        .withJvmOptions("-D%s=%s".formatted(ALLOWED, provider.keys()));
        broker =
                KafkaBroker.start(
                        directory.resolve("kafka"), LoopbackPorts.free(), Optional.of(security));
        System.setProperty(ALLOWED, provider.tokens());
        try (Admin admin = Admin.create(byPassword())) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(ITS_OWN, 1, (short) 1),
                                    new NewTopic(OF_ANOTHER, 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        System.clearProperty(ALLOWED);
        broker.close();
        provider.close();
    }

    @AfterEach
    void giveGoodTokens() {
        provider.giveGoodTokens();
    }

    @Test
    void whoBringsATokenHasTheRightsOfItsNameAndNoOthers() throws Exception {
        try (KafkaProducer<byte[], byte[]> gateway = gateway()) {
            assertThat(send(gateway, ITS_OWN).get().hasOffset()).isTrue();
            assertThatThrownBy(() -> send(gateway, OF_ANOTHER).get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() {
        provider.giveTokensFor("somebody-else");

        assertRefused();
    }

    @Test
    void aTokenOfAnotherKeyIsRefused() throws Exception {
        provider.signWithAnotherKey();

        assertRefused();
    }

    @Test
    void aTokenThatHasEndedIsRefused() {
        provider.giveTokensThatHaveEnded();

        assertRefused();
    }

    private static void assertRefused() {
        assertThatThrownBy(
                        () -> {
                            try (Admin admin = Admin.create(byToken())) {
                                admin.describeCluster().clusterId().get();
                            }
                        })
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(AuthenticationException.class);
    }

    private static KafkaProducer<byte[], byte[]> gateway() {
        Map<String, Object> settings = byToken();
        settings.put("max.block.ms", LIMIT);
        settings.put("delivery.timeout.ms", LIMIT);
        settings.put("linger.ms", 0);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Future<RecordMetadata> send(KafkaProducer<byte[], byte[]> to, String topic) {
        return to.send(new ProducerRecord<>(topic, new byte[1], new byte[1]));
    }

    private static Map<String, Object> byPassword() {
        return new HashMap<>(broker.clientSettings(LogUser.ADMINISTRATOR));
    }

    private static Map<String, Object> byToken() {
        Map<String, Object> settings = new HashMap<>(broker.clientSettings(LogUser.GATEWAY));
        settings.put("sasl.mechanism", "OAUTHBEARER");
        settings.put("sasl.oauthbearer.token.endpoint.url", provider.tokens());
        settings.put(
                "sasl.login.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler");
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
                        + " clientId=\"mc-gateway\" clientSecret=\"hush\";");
        settings.put("request.timeout.ms", LIMIT);
        return settings;
    }
}
