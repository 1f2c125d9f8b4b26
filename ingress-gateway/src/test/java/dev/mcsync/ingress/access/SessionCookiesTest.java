package dev.mcsync.ingress.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.access.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpCookie;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

final class SessionCookiesTest {

    private static final String OLD = "panel-token-before-rotation";
    private static final String NEW = "panel-token-after-rotation";
    private static final String ADMIN = "admin-token-of-the-tests";

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void aSessionEndsWithItsTime() {
        AccessTokens tokens = tokens(OLD);
        String cookie = open(sessions(tokens, ADMIN), tokens, OLD);

        now = now.plus(Duration.ofHours(12)).minusSeconds(1);
        assertThat(find(sessions(tokens, ADMIN), cookie)).contains(Role.PANEL);
        now = now.plusSeconds(1);
        assertThat(find(sessions(tokens, ADMIN), cookie)).isEmpty();
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
        return new SessionCookies(tokens, secret, Duration.ofHours(12), true, () -> now);
    }

    private static AccessTokens tokens(String panel) {
        return AccessTokens.of(Map.of(Role.ADMIN, ADMIN, Role.PANEL, panel), false);
    }

    private static String open(SessionCookies sessions, AccessTokens tokens, String token) {
        return sessions.open(tokens.holderOf(token).orElseThrow()).getValue();
    }

    private static Optional<Role> find(SessionCookies sessions, String cookie) {
        return sessions.find(
                        MockServerWebExchange.from(
                                MockServerHttpRequest.get("/")
                                        .cookie(new HttpCookie(SessionCookies.NAME, cookie))))
                .map(AccessTokens.Holder::role);
    }
}
