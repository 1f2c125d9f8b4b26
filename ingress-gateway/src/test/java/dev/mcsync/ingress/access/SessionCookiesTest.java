package dev.mcsync.ingress.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.access.Role;
import dev.mcsync.service.access.IssuedTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

final class SessionCookiesTest {

    private static final String OLD = "panel-token-before-rotation";
    private static final String NEW = "panel-token-after-rotation";
    private static final String ADMIN = "admin-token-of-the-tests";

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void aCookieThatNobodyUsesIsGoodForAnHour() {
        AccessTokens tokens = tokens(OLD);
        String cookie = open(sessions(tokens, ADMIN), tokens, OLD);

        now = now.plus(Duration.ofHours(1)).minusSeconds(1);
        assertThat(find(sessions(tokens, ADMIN), cookie)).contains(Role.PANEL);
        now = now.plusSeconds(1);
        assertThat(find(sessions(tokens, ADMIN), cookie)).isEmpty();
    }

    @Test
    void aSessionInUseIsRenewedHalfHourlyAndEndsWithItsTime() {
        AccessTokens tokens = tokens(OLD);
        SessionCookies sessions = sessions(tokens, ADMIN);
        String cookie = open(sessions, tokens, OLD);
        assertThat(renewed(sessions, cookie)).isEmpty();

        for (int i = 0; i < 23; i++) {
            now = now.plus(Duration.ofMinutes(30));
            cookie = renewed(sessions, cookie).orElse(cookie);
            assertThat(find(sessions, cookie)).contains(Role.PANEL);
        }

        now = now.plus(Duration.ofMinutes(30));
        assertThat(find(sessions, cookie)).isEmpty();
    }

    @Test
    void whoSignsOutEndsEveryCookieOfTheSessionAndOfNoOther() {
        AccessTokens tokens = tokens(OLD);
        SessionCookies sessions = sessions(tokens, ADMIN);
        String first = open(sessions, tokens, OLD);
        String other = open(sessions, tokens, OLD);
        now = now.plus(Duration.ofMinutes(40));
        String later = renewed(sessions, first).orElseThrow();

        assertThat(sessions.close(with(first)).getMaxAge()).isZero();

        assertThat(find(sessions, first)).isEmpty();
        assertThat(find(sessions, later)).isEmpty();
        assertThat(find(sessions, other)).contains(Role.PANEL);
    }

    @Test
    void whoSignsOutAtOneGatewayIsSignedOutAtTheOthers() {
        AccessTokens tokens = tokens(OLD);
        EndedSessions atOther = new EndedSessions(() -> now, (_, _) -> {});
        SessionCookies one = sessions(tokens, ADMIN, new EndedSessions(() -> now, atOther::heard));
        SessionCookies other = sessions(tokens, ADMIN, atOther);
        String cookie = open(one, tokens, OLD);
        assertThat(find(other, cookie)).contains(Role.PANEL);

        one.close(with(cookie));

        assertThat(find(one, cookie)).isEmpty();
        assertThat(find(other, cookie)).isEmpty();
    }

    @Test
    void anEndIsRememberedWhileACookieCouldBeGood() {
        EndedSessions ended = new EndedSessions(() -> now, (_, _) -> {});
        ended.heard("over", now);
        ended.heard("short", now.plusSeconds(10));
        ended.heard("long", now.plusSeconds(20));
        assertThat(ended.contains("over")).isFalse();
        assertThat(ended.contains("short")).isTrue();

        now = now.plusSeconds(10);
        ended.heard("another", now.plusSeconds(20));

        assertThat(ended.contains("short")).isFalse();
        assertThat(ended.contains("long")).isTrue();
    }

    @Test
    void installationsThatShareAHostHaveCookiesOfTheirOwn() {
        assertThat(nameAt("localhost:8080")).isEqualTo("mc_session_8080");
        assertThat(nameAt("localhost:9090")).isEqualTo("mc_session_9090");
        assertThat(nameAt("[::1]:8080")).isEqualTo("mc_session_8080");
        assertThat(nameAt("[::1]")).isEqualTo("mc_session");
        assertThat(nameAt("board.example")).isEqualTo("mc_session");
    }

    @Test
    void aSessionLastsAsLongAsTheTokenItWasOpenedWith() {
        AccessTokens before = tokens(OLD);
        String cookie = open(sessions(before, ADMIN), before, OLD);

        assertThat(find(sessions(tokens(NEW + "," + OLD), ADMIN), cookie)).contains(Role.PANEL);
        assertThat(find(sessions(tokens(NEW), ADMIN), cookie)).isEmpty();
    }

    @Test
    void anotherInstallationsSessionIsNoneHere() {
        AccessTokens tokens = tokens(OLD);
        String cookie = open(sessions(tokens, "admin-token-of-elsewhere"), tokens, OLD);

        assertThat(find(sessions(tokens, ADMIN), cookie)).isEmpty();
    }

    private SessionCookies sessions(AccessTokens tokens, String secret) {
        return sessions(tokens, secret, new EndedSessions(() -> now, (_, _) -> {}));
    }

    private SessionCookies sessions(AccessTokens tokens, String secret, EndedSessions ended) {
        IssuedTokens issued = new IssuedTokens(() -> now);
        issued.allHeard();
        return new SessionCookies(
                new TokenRing(tokens, issued),
                secret,
                new SessionCookies.Terms(Duration.ofHours(12), true),
                () -> now,
                ended);
    }

    private static AccessTokens tokens(String panel) {
        return AccessTokens.of(Map.of(Role.ADMIN, ADMIN, Role.PANEL, panel), false);
    }

    private static String open(SessionCookies sessions, AccessTokens tokens, String token) {
        return sessions.open(
                        MockServerHttpRequest.get("/").build(),
                        tokens.holderOf(token).orElseThrow())
                .getValue();
    }

    private static Optional<String> renewed(SessionCookies sessions, String cookie) {
        MockServerWebExchange exchange = with(cookie);
        return sessions.find(exchange)
                .flatMap(session -> sessions.renew(exchange, session))
                .map(ResponseCookie::getValue);
    }

    private static Optional<Role> find(SessionCookies sessions, String cookie) {
        return sessions.find(with(cookie)).map(session -> session.holder().role());
    }

    private static MockServerWebExchange with(String cookie) {
        return MockServerWebExchange.from(
                MockServerHttpRequest.get("/").cookie(new HttpCookie("mc_session", cookie)));
    }

    private static String nameAt(String host) {
        return SessionCookies.nameFor(MockServerHttpRequest.get("/").header("Host", host).build());
    }
}
