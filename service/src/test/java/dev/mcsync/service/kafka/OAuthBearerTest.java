package dev.mcsync.service.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A client that comes with a token of an identity provider has it before it asks a broker: so far
 * it goes without one.
 */
final class OAuthBearerTest {

    private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer provider;
    private volatile int status = 200;

    @BeforeEach
    void startTheProvider() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext(
                "/token",
                exchange -> {
                    asked.add(exchange.getRequestHeaders().getFirst("Authorization"));
                    byte[] answer =
                            "{\"access_token\":\"%s\",\"expires_in\":300}"
                                    .formatted(token())
                                    .getBytes(UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(status, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        provider.start();
        System.setProperty(ALLOWED, address());
    }

    @AfterEach
    void stopTheProvider() {
        System.clearProperty(ALLOWED);
        provider.stop(0);
    }

    @Test
    void aClientFetchesItsTokenWithItsOwnNameAndSecret() {
        try (Admin _ = open()) {
            assertThat(asked).containsExactly("Basic " + base64("mc-gateway:hush"));
        }
    }

    @Test
    void aProviderThatRefusesIsToldAndTheSecretIsNot() {
        status = 401;

        assertThatThrownBy(this::open)
                .isInstanceOf(KafkaException.class)
                .hasStackTraceContaining("401")
                .satisfies(failure ->
                        assertThat(failure.toString()).doesNotContain("hush", base64("hush")));
    }

    private Admin open() {
        Map<String, String> settings =
                Map.of(
                        "security.protocol",
                        "SASL_PLAINTEXT",
                        "sasl.mechanism",
                        "OAUTHBEARER",
                        "sasl.oauthbearer.token.endpoint.url",
                        address(),
                        "sasl.login.callback.handler.class",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler",
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
                                + " clientId=\"mc-gateway\" clientSecret=\"hush\";",
                        "sasl.login.retry.backoff.max.ms",
                        "200");
        return new KafkaClients("127.0.0.1:9", settings)
                .openAdmin("with-a-token", Duration.ofSeconds(1));
    }

    private String address() {
        return "http://127.0.0.1:" + provider.getAddress().getPort() + "/token";
    }

    /** Nobody looks at its signature here: that is the broker's to do. */
    private static String token() {
        long now = Instant.now().getEpochSecond();
        return String.join(
                ".",
                base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}"),
                base64(
                        "{\"sub\":\"mc-gateway\",\"scope\":\"log\",\"iat\":%d,\"exp\":%d}"
                                .formatted(now, now + 300)),
                "c2lnbmF0dXJl");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
