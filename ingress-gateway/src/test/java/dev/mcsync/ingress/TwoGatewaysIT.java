package dev.mcsync.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.testbed.Testbed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A person's session, where several gateways stand behind a balancer. */
final class TwoGatewaysIT {

    private static final String TOKEN = "admin-token-of-the-tests";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Testbed.Own testbed;

    @BeforeAll
    static void start() {
        testbed = Testbed.start();
    }

    @AfterAll
    static void stop() {
        testbed.close();
    }

    @Test
    void aSessionIsGoodAtBothAndItsEndIsHeardAtBoth() throws Exception {
        try (Gateway one = Gateway.start().awaitReady();
                Gateway other = Gateway.start().awaitReady()) {
            String cookie = one.signIn();
            String kept = other.signIn();
            assertThat(other.session(cookie).statusCode()).isEqualTo(200);

            assertThat(one.signOut(cookie)).isEqualTo(204);

            assertThat(one.session(cookie).statusCode()).isEqualTo(401);
            other.awaitStatus(cookie, 401);
            assertThat(one.session(kept).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aGatewayThatStartsLaterKnowsWhoSignedOut() throws Exception {
        String over;
        String kept;
        try (Gateway one = Gateway.start().awaitReady();
                Gateway witness = Gateway.start().awaitReady()) {
            over = one.signIn();
            kept = one.signIn();
            assertThat(one.signOut(over)).isEqualTo(204);
            witness.awaitStatus(over, 401);
        }

        try (Gateway later = Gateway.start().awaitReady()) {
            assertThat(later.session(over).statusCode()).isEqualTo(401);
            assertThat(later.session(kept).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anEndThatTheLogDidNotTakeIsHeardWhenTheBrokerIsBack() throws Exception {
        try (Gateway one = Gateway.start().awaitReady();
                Gateway other = Gateway.start().awaitReady()) {
            String cookie = one.signIn();
            testbed.broker().kill();
            try (Gateway without = Gateway.start()) {
                assertThat(one.signOut(cookie)).isEqualTo(204);
                assertThat(one.session(cookie).statusCode()).isEqualTo(401);
                assertThat(other.session(cookie).statusCode()).isEqualTo(200);

                // It cannot know, and takes neither the one that is over nor another one.
                String kept = without.signIn();
                for (String each : new String[] {cookie, kept}) {
                    HttpResponse<String> answer = without.session(each);
                    assertThat(answer.statusCode()).isEqualTo(503);
                    assertThat(answer.body()).contains("sessions_unknown");
                    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
                }
                assertThat(without.status("/actuator/health/readiness")).isEqualTo(503);

                testbed.broker().restart();
                other.awaitStatus(cookie, 401);
                without.awaitReady();
                without.awaitStatus(cookie, 401);
                assertThat(without.session(kept).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void aTokenIsGoodAtBothAndItsEndIsHeardAtBothAndByOneThatStartsLater() throws Exception {
        String token;
        try (Gateway one = Gateway.start().awaitReady();
                Gateway other = Gateway.start().awaitReady()) {
            token = one.makeToken("good");
            assertThat(one.commands(token)).isEqualTo(503); // Let in: there is no read side.
            await(() -> assertThat(other.commands(token)).isEqualTo(503));
            String over = one.makeToken("over");
            await(() -> assertThat(other.commands(over)).isEqualTo(503));

            one.revoke(over);

            assertThat(one.commands(over)).isEqualTo(401);
            await(() -> assertThat(other.commands(over)).isEqualTo(401));
        }
        try (Gateway later = Gateway.start().awaitReady()) {
            assertThat(later.commands(token)).isEqualTo(503);
        }
    }

    @Test
    void aGatewayThatHasNotHeardOfTheTokensTakesNone() throws Exception {
        testbed.broker().kill();
        try (Gateway without = Gateway.start()) {
            String unknown = "mct_0123456789abcdef_" + "x".repeat(43);

            HttpResponse<String> answer = without.ask(unknown);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("tokens_unknown");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(without.commands("another-token-that-is-wrong")).isEqualTo(401);

            testbed.broker().restart();
            without.awaitReady();
            assertThat(without.commands(unknown)).isEqualTo(401);
        }
    }

    /** As after an upgrade that forgot it. */
    @Test
    void withoutTheirTopicSessionsAreGoodAndTheirEndsAreHeardOnceItIsMade() throws Exception {
        try (Admin admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                testbed.bootstrapServers()))) {
            String name = Topic.ENDED_SESSIONS.topicName();
            admin.deleteTopics(List.of(name)).all().get();
            await(() -> assertThat(admin.listTopics().names().get()).doesNotContain(name));
            try (Gateway one = Gateway.start().awaitReady();
                    Gateway other = Gateway.start().awaitReady()) {
                String cookie = one.signIn();
                assertThat(other.session(cookie).statusCode()).isEqualTo(200);
                assertThat(one.signOut(cookie)).isEqualTo(204);
                assertThat(one.session(cookie).statusCode()).isEqualTo(401);

                admin.createTopics(
                                List.of(
                                        new NewTopic(name, Testbed.PARTITIONS, (short) 1)
                                                .configs(Topic.ENDED_SESSIONS.config())))
                        .all()
                        .get();
                other.awaitStatus(cookie, 401);
            }
        }
    }

    private static void await(ThrowingRunnable condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(condition);
    }

    /** One of several, to which a browser comes by way of the same address. */
    private record Gateway(ConfigurableApplicationContext context, String address)
            implements AutoCloseable {

        static Gateway start() {
            ConfigurableApplicationContext context =
                    IngressGateway.start(
                            "--server.port=0",
                            "--server.address=127.0.0.1",
                            "--logging.structured.format.console=",
                            "--mc.kafka-bootstrap-servers=" + testbed.bootstrapServers(),
                            "--mc.realtime-url=http://127.0.0.1:1",
                            "--mc.token=" + TOKEN);
            return new Gateway(
                    context,
                    "http://127.0.0.1:"
                            + context.getEnvironment().getRequiredProperty("local.server.port"));
        }

        Gateway awaitReady() {
            await(() -> assertThat(status("/actuator/health/readiness")).isEqualTo(200));
            return this;
        }

        /** Gives the cookie's value: its name has the port, which a balancer makes the same. */
        String signIn() throws IOException, InterruptedException {
            HttpResponse<String> answer =
                    send(
                            request("/api/session")
                                    .header("content-type", "application/json")
                                    .POST(
                                            BodyPublishers.ofString(
                                                    "{\"token\":\"" + TOKEN + "\"}")));
            assertThat(answer.statusCode()).isEqualTo(200);
            String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
            return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
        }

        HttpResponse<String> session(String cookie) throws IOException, InterruptedException {
            return send(withCookie("/api/session", cookie).GET());
        }

        int signOut(String cookie) throws IOException, InterruptedException {
            return send(withCookie("/api/session", cookie)
                            .header("x-mc-panel", "1")
                            .header("Origin", address)
                            .DELETE())
                    .statusCode();
        }

        void awaitStatus(String cookie, int expected) {
            await(() -> assertThat(session(cookie).statusCode()).isEqualTo(expected));
        }

        /** As its answer shows it. */
        String makeToken(String name) throws IOException, InterruptedException {
            String body = "{\"name\":\"" + name + "\",\"role\":\"agent\"}";
            HttpResponse<String> answer = postAsAdmin("/api/tokens", body);
            assertThat(answer.statusCode()).isEqualTo(201);
            return answer.body().replaceAll("(?s).*\"token\":\"([^\"]+)\".*", "$1");
        }

        void revoke(String token) throws IOException, InterruptedException {
            String id = token.substring(4, 20);
            assertThat(postAsAdmin("/api/tokens/" + id + "/revoke", "{}").statusCode())
                    .isEqualTo(200);
        }

        int commands(String token) throws IOException, InterruptedException {
            return ask(token).statusCode();
        }

        HttpResponse<String> ask(String token) throws IOException, InterruptedException {
            return send(request("/api/agents/agt_1/commands").header("x-mc-token", token).GET());
        }

        private HttpResponse<String> postAsAdmin(String path, String body)
                throws IOException, InterruptedException {
            return send(
                    request(path)
                            .header("x-mc-token", TOKEN)
                            .header("content-type", "application/json")
                            .POST(BodyPublishers.ofString(body)));
        }

        int status(String path) throws IOException, InterruptedException {
            return send(request(path).GET()).statusCode();
        }

        @Override
        public void close() {
            context.close();
        }

        private HttpRequest.Builder withCookie(String path, String cookie) {
            return request(path)
                    .header("Cookie", "mc_session_" + URI.create(address).getPort() + "=" + cookie);
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create(address + path))
                    .timeout(Duration.ofSeconds(20));
        }

        private static HttpResponse<String> send(HttpRequest.Builder request)
                throws IOException, InterruptedException {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        }
    }
}
