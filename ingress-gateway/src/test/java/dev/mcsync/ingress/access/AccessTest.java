package dev.mcsync.ingress.access;

import static dev.mcsync.ingress.GatewayUnderTest.ADMIN;
import static dev.mcsync.ingress.GatewayUnderTest.AGENT;
import static dev.mcsync.ingress.GatewayUnderTest.AGENT_7;
import static dev.mcsync.ingress.GatewayUnderTest.INTERNAL;
import static dev.mcsync.ingress.GatewayUnderTest.PANEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.ingress.GatewayUnderTest;
import dev.mcsync.ingress.RawHttp;
import dev.mcsync.ingress.RawHttp.Answer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * Who may call what, over HTTP. The services behind are not there, so a call that is let through to
 * them ends as 503.
 */
final class AccessTest {

    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        gateway =
                GatewayUnderTest.start(
                        "--mc.sign-in-tries=1000",
                        "--mc.realtime-url=http://127.0.0.1:1",
                        "--mc.processor-url=http://127.0.0.1:1",
                        "--mc.notifier-url=http://127.0.0.1:1");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    /** P panel, A agent, I internal; the admin always may, and a call without a token never. */
    @ParameterizedTest
    @CsvSource({
        "POST, /api/dashboard/tasks, P I",
        "PATCH, /api/dashboard/tasks/tsk_1, P",
        "POST, /api/dashboard/tasks/tsk_1/retry, P",
        "POST, /api/dashboard/tasks/tsk_1/cancel, P",
        "POST, /api/dashboard/deliveries/evt_1/retry, P",
        "POST, /api/dashboard/agents/agent-7/retire, P",
        "GET, /api/dashboard/board, P I",
        "GET, /api/dashboard/tasks/tsk_1/events, P I",
        "POST, /api/agents/events, A I",
        "POST, /api/agents/heartbeat, A I",
        "GET, /api/agents/agent-7/commands, A",
        "POST, /api/realtime/tickets, P",
        "GET, /api/realtime/board, P",
        "POST, /api/internal/reconcile-agents, I",
        "GET, /actuator/prometheus, I"
    })
    void eachCallIsOpenToItsRolesAlone(HttpMethod method, String path, String roles) {
        Set<String> admitted = Set.of(roles.split(" "));

        assertThat(call(method, path, null)).isEqualTo(401);
        assertThat(call(method, path, "not-a-token-of-the-tests")).isEqualTo(401);
        assertThat(call(method, path, ADMIN)).isNotIn(401, 403, 404, 405);
        assertAdmitted(call(method, path, PANEL), admitted.contains("P"));
        assertAdmitted(call(method, path, AGENT), admitted.contains("A"));
        assertAdmitted(call(method, path, INTERNAL), admitted.contains("I"));
    }

    /** As Prometheus shows one whose settings an operator writes. */
    @Test
    void aBearersTokenOpensTheMetricsAlone() {
        assertThat(callAsBearer("/actuator/prometheus", INTERNAL)).isNotIn(401, 403, 404, 405);
        assertThat(callAsBearer("/actuator/prometheus", PANEL)).isEqualTo(403);
        assertThat(callAsBearer("/actuator/prometheus", "not-a-token-of-the-tests")).isEqualTo(401);
        assertThat(callAsBearer("/api/dashboard/board", ADMIN)).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /",
        "GET, /tasks/tsk_1",
        "GET, /assets/index.js",
        "HEAD, /",
        "GET, /actuator/health/liveness",
        "GET, /ws/board"
    })
    void pagesAndHealthNeedNoToken(HttpMethod method, String path) {
        assertThat(call(method, path, null)).isNotIn(401, 403, 404, 405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api",
                "/api/",
                "/api/unknown",
                "/api/agents",
                "/api/internal-view/agents/agent-7/inbox",
                "/ws",
                "/ws/other",
                "/actuator",
                "/actuator/env",
                "/actuator/health/log",
                "/%61pi/internal-view/x"
            })
    void whatIsNotInTheTableIsNotThere(String path) {
        for (String token : List.of(ADMIN, PANEL)) {
            gateway.as(token)
                    .get()
                    .uri(URI.create(gateway.address() + path))
                    .exchange()
                    .expectStatus()
                    .isNotFound()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /api/agents/events, POST",
        "OPTIONS, /api/dashboard/tasks, 'GET, HEAD, POST'",
        "PUT, /api/dashboard/tasks/tsk_1, 'GET, HEAD, PATCH'",
        "POST, /, 'GET, HEAD'",
        "DELETE, /tasks/tsk_1, 'GET, HEAD'"
    })
    void anotherMethodIsNamedAsSuch(HttpMethod method, String path, String allowed) {
        gateway.as(ADMIN)
                .method(method)
                .uri(path)
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.METHOD_NOT_ALLOWED)
                .expectHeader()
                .valueEquals(HttpHeaders.ALLOW, allowed)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/dashboard/board",
                "/x/../api/dashboard/board",
                "/x/..",
                "/./api/dashboard/board",
                "/api/dashboard;x=1/board",
                "/x/%2e%2e/api/dashboard/board",
                "/x%2f..%2fapi/dashboard/board",
                "/x%5c..%5capi",
                "/x%252e"
            })
    void aPathThatOthersMayReadDifferentlyIsRefused(String path) throws IOException {
        assertThat(rawStatus("GET " + path + " HTTP/1.1")).isEqualTo(400);
    }

    @Test
    void anAgentsTokenAsksForNoOtherAgentsCommands() {
        assertThat(call(HttpMethod.GET, "/api/agents/agent-7/commands", AGENT_7)).isEqualTo(503);
        assertThat(call(HttpMethod.GET, "/api/agents/agent-8/commands", AGENT_7)).isEqualTo(403);
        assertThat(call(HttpMethod.GET, "/api/agents/agent%207/commands", AGENT_7)).isEqualTo(403);
    }

    @Test
    void everyAnswerTellsBrowsersWhatThePagesMayDo() {
        for (String path : List.of("/", "/api/unknown", "/actuator/health/liveness")) {
            gateway.anybody()
                    .get()
                    .uri(path)
                    .exchange()
                    .expectHeader()
                    .value(
                            "Content-Security-Policy",
                            policy ->
                                    assertThat(policy)
                                            .contains("default-src 'none'", "script-src 'self'")
                                            .contains("frame-ancestors 'none'")
                                            .doesNotContain("unsafe"))
                    .expectHeader()
                    .valueEquals("X-Content-Type-Options", "nosniff")
                    .expectHeader()
                    .valueEquals("Referrer-Policy", "no-referrer");
        }
    }

    @Test
    void aRequestLineOrHeaderAboveItsLimitIsRefused() throws IOException {
        assertThat(rawStatus("GET /" + "x".repeat(5_000) + " HTTP/1.1")).isEqualTo(414);
        assertThat(rawStatus("GET / HTTP/1.1\r\nx-long: " + "x".repeat(9_000))).isEqualTo(431);
    }

    @ParameterizedTest
    @CsvSource({
        "/, , 404",
        "/docs, , 404",
        "/tasks/tsk_1, , 404",
        "/actuator/health, , 404",
        "/ws/other, , 404",
        "/api/dashboard/board, , 401",
        "/api/dashboard/board, agent-token-of-the-tests, 403",
        "/api/dashboard/board, panel-token-of-the-tests, 404",
        "/ws/board, , 401",
        "/ws/board?ticket=, , 401",
        "/ws/board?ticket=%20, panel-token-of-the-tests, 401"
    })
    void noSocketIsOpenedWhereThereIsNoneOrWithoutATicket(
            String path, @Nullable String token, int status) throws IOException {
        Answer answer =
                RawHttp.exchange(
                        gateway,
                        "GET %s HTTP/1.1\r\nHost: here\r\n%sUpgrade: websocket\r\nConnection: Upgrade, close\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
                                .formatted(
                                        path,
                                        token == null
                                                ? ""
                                                : AccessTokens.HEADER + ": " + token + "\r\n"));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.head()).contains("content-type: application/problem+json");
    }

    private static void assertAdmitted(int status, boolean admitted) {
        if (admitted) {
            assertThat(status).isNotIn(401, 403, 404, 405);
        } else {
            assertThat(status).isEqualTo(403);
        }
    }

    private static int call(HttpMethod method, String path, @Nullable String token) {
        WebTestClient client = token == null ? gateway.anybody() : gateway.as(token);
        return client.method(method)
                .uri(URI.create(gateway.address() + path))
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    private static int callAsBearer(String path, String token) {
        return gateway.anybody()
                .get()
                .uri(URI.create(gateway.address() + path))
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    /** Past every client that would tidy the request up. */
    private static int rawStatus(String start) throws IOException {
        URI address = URI.create(gateway.address());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            (start
                                            + "\r\nHost: here\r\nConnection: close\r\n"
                                            + AccessTokens.HEADER
                                            + ": "
                                            + ADMIN
                                            + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return Integer.parseInt(answer.substring(9));
        }
    }
}
