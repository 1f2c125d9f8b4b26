package dev.mcsync.ingress.access;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.ingress.GatewayUnderTest;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The session of a browser, over HTTP. */
final class SessionTest {

    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        gateway =
                GatewayUnderTest.start(
                        "--mc.proxies-in-front=1", "--mc.realtime-url=http://127.0.0.1:1");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void signingInGivesACookieThatScriptsCannotReadAndOtherSitesCannotSend() {
        ResponseCookie cookie = signIn(GatewayUnderTest.PANEL);

        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Strict");
        assertThat(cookie.getPath()).isEqualTo("/");
        assertThat(cookie.getMaxAge()).hasHours(1);
        assertThat(cookie.getName())
                .isEqualTo("mc_session_" + URI.create(gateway.address()).getPort());
        assertThat(cookie.getValue()).doesNotContain(GatewayUnderTest.PANEL);
    }

    @Test
    void theCodeOfALinkSignsInOnce() {
        try (GatewayUnderTest local =
                GatewayUnderTest.start(
                        "--mc.local=true", "--mc-local.sign-in-code=code-of-the-link")) {
            assertThat(signInBy(local, "{\"code\":\"another\"}")).isEqualTo(401);
            assertThat(signInBy(local, "{\"code\":\"code-of-the-link\",\"token\":\"x\"}"))
                    .isEqualTo(422);
            assertThat(signInBy(local, "{\"code\":\"code-of-the-link\"}")).isEqualTo(200);
            assertThat(signInBy(local, "{\"code\":\"code-of-the-link\"}")).isEqualTo(401);
        }
        assertThat(signInBy(gateway, "{\"code\":\"code-of-the-link\"}")).isEqualTo(401);
    }

    @Test
    void aCodeSignsInNowhereButInALocalRun() {
        try (GatewayUnderTest other =
                GatewayUnderTest.start("--mc-local.sign-in-code=code-of-the-link")) {
            assertThat(signInBy(other, "{\"code\":\"code-of-the-link\"}")).isEqualTo(401);
        }
    }

    private static int signInBy(GatewayUnderTest asked, String body) {
        return asked.anybody()
                .post()
                .uri("/api/session")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }

    @Test
    void theSessionTellsItsRoleAndReadsTheBoard() {
        ResponseCookie cookie = signIn(GatewayUnderTest.PANEL);

        with(cookie)
                .get()
                .uri("/api/session")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"role\":\"panel\"}");
        with(cookie)
                .get()
                .uri("/api/dashboard/board")
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        with(cookie).get().uri("/actuator/prometheus").exchange().expectStatus().isForbidden();
        gateway.anybody().get().uri("/api/session").exchange().expectStatus().isUnauthorized();
    }

    @Test
    void aSessionChangesThingsOnlyFromThePanelsOwnPages() {
        ResponseCookie cookie = signIn(GatewayUnderTest.PANEL);
        String own = gateway.address();

        assertThat(cancel(with(cookie))).isEqualTo(403);
        assertThat(cancel(with(cookie, "x-mc-panel", "1"))).isEqualTo(403);
        assertThat(cancel(with(cookie, HttpHeaders.ORIGIN, own))).isEqualTo(403);
        assertThat(cancel(with(cookie, "x-mc-panel", "1", HttpHeaders.ORIGIN, "http://evil.test")))
                .isEqualTo(403);
        assertThat(cancel(with(cookie, "x-mc-panel", "1", HttpHeaders.ORIGIN, "null")))
                .isEqualTo(403);
        assertThat(
                        cancel(
                                with(
                                        cookie,
                                        "x-mc-panel",
                                        "1",
                                        HttpHeaders.ORIGIN,
                                        own,
                                        "Sec-Fetch-Site",
                                        "same-site")))
                .isEqualTo(403);

        assertThat(cancel(with(cookie, "x-mc-panel", "1", HttpHeaders.ORIGIN, own))).isEqualTo(202);
        assertThat(cancel(with(cookie, "x-mc-panel", "1", "Sec-Fetch-Site", "same-origin")))
                .isEqualTo(202);
    }

    @Test
    void aTokenThatDoesNotOpenThePanelIsRefused() {
        for (String token :
                new String[] {GatewayUnderTest.AGENT, GatewayUnderTest.INTERNAL, "nonsense"}) {
            post("{\"token\":\"" + token + "\"}", "192.0.2.1")
                    .expectStatus()
                    .isUnauthorized()
                    .expectHeader()
                    .doesNotExist(HttpHeaders.SET_COOKIE)
                    .expectBody(String.class)
                    .value(body -> assertThat(body).doesNotContain(token));
        }
    }

    @Test
    void aForgedOrAlteredCookieIsNoSession() {
        String value = signIn(GatewayUnderTest.PANEL).getValue();
        String[] parts = value.split("\\.", -1);
        for (String forged :
                new String[] {
                    "",
                    "v2",
                    value + "x",
                    value.substring(0, value.length() - 1) + (value.endsWith("A") ? "B" : "A"),
                    value.replace(parts[1], "0000000000000000"),
                    value.replace(parts[2], "00000000000000000000000000000000"),
                    value.replace(parts[3], "999999999999"),
                    value.replace(parts[4], "999999999999"),
                    value.replace(parts[4], parts[4] + "0")
                }) {
            gateway.anybody()
                    .get()
                    .uri("/api/session")
                    .cookie(cookieName(), forged)
                    .exchange()
                    .expectStatus()
                    .isUnauthorized();
        }
    }

    @Test
    void signingOutTakesTheCookieAwayAndEndsTheSession() {
        ResponseCookie cookie = signIn(GatewayUnderTest.PANEL);

        with(cookie).delete().uri("/api/session").exchange().expectStatus().isForbidden();
        ResponseCookie gone =
                with(cookie, "x-mc-panel", "1", HttpHeaders.ORIGIN, gateway.address())
                        .delete()
                        .uri("/api/session")
                        .exchange()
                        .expectStatus()
                        .isNoContent()
                        .returnResult(Void.class)
                        .getResponseCookies()
                        .getFirst(cookieName());

        assertThat(requireNonNull(gone).getMaxAge()).isZero();
        assertThat(gone.getValue()).isEmpty();
        for (String path : List.of("/api/session", "/api/dashboard/board")) {
            with(cookie).get().uri(path).exchange().expectStatus().isUnauthorized();
        }
    }

    @Test
    void whoGuessesTooOftenWaitsAndARightTokenNeverDoes() {
        String guesser = "198.51.100.7";
        for (int i = 0; i < 5; i++) {
            post("{\"token\":\"guess-" + i + "\"}", guesser).expectStatus().isUnauthorized();
            call("guess-" + i, guesser).expectStatus().isUnauthorized();
        }

        post("{\"token\":\"guess\"}", "203.0.113.1, " + guesser)
                .expectStatus()
                .isEqualTo(HttpStatus.TOO_MANY_REQUESTS)
                .expectHeader()
                .value(
                        HttpHeaders.RETRY_AFTER,
                        seconds -> assertThat(Integer.parseInt(seconds)).isBetween(1, 30));
        call("guess", guesser).expectStatus().isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        post("{\"token\":\"" + GatewayUnderTest.PANEL + "\"}", guesser).expectStatus().isOk();
        call(GatewayUnderTest.PANEL, guesser)
                .expectStatus()
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        post("{\"token\":\"guess\"}", "198.51.100.8").expectStatus().isUnauthorized();
    }

    private static WebTestClient.ResponseSpec call(String token, String forwardedFor) {
        return gateway.as(token)
                .get()
                .uri("/api/dashboard/board")
                .header("X-Forwarded-For", forwardedFor)
                .exchange();
    }

    private static String cookieName() {
        return "mc_session_" + URI.create(gateway.address()).getPort();
    }

    private static ResponseCookie signIn(String token) {
        ResponseCookie cookie =
                post("{\"token\":\"" + token + "\"}", URI.create(gateway.address()).getHost())
                        .expectStatus()
                        .isOk()
                        .returnResult(Void.class)
                        .getResponseCookies()
                        .getFirst(cookieName());
        return requireNonNull(cookie);
    }

    private static WebTestClient.ResponseSpec post(String body, String forwardedFor) {
        return gateway.anybody()
                .post()
                .uri("/api/session")
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Forwarded-For", forwardedFor)
                .bodyValue(body)
                .exchange();
    }

    private static WebTestClient with(ResponseCookie cookie, String... headers) {
        WebTestClient.Builder builder =
                gateway.anybody().mutate().defaultCookie(cookie.getName(), cookie.getValue());
        for (int i = 0; i < headers.length; i += 2) {
            builder.defaultHeader(headers[i], headers[i + 1]);
        }
        return builder.build();
    }

    private static int cancel(WebTestClient client) {
        return client.post()
                .uri("/api/dashboard/tasks/tsk_1/cancel")
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }
}
