package dev.mcsync.ingress.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.testbed.GivenSettings;
import dev.mcsync.ingress.settings.IngressSettings;
import dev.mcsync.service.access.IssuedTokens;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseCookie;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

/** From the settings by their names to the cookie and to the time that a guesser waits. */
final class SignInSettingsTest {

    private static final String TOKEN = "panel-token-of-the-tests";
    private static final String GUESSER = "198.51.100.7";

    private final GatewayAccessConfiguration configuration = new GatewayAccessConfiguration();

    @Test
    void theCookieIsKeptToTlsUnlessThisIsALocalRun() {
        assertThat(cookie("mc.local=false").isSecure()).isTrue();
        assertThat(cookie("mc.local=true").isSecure()).isFalse();
    }

    @Test
    void whetherTheCookieIsKeptToTlsCanBeSaid() {
        assertThat(cookie("mc.secure-cookie=false").isSecure()).isFalse();
        assertThat(cookie("mc.local=true", "mc.secure-cookie=true").isSecure()).isTrue();
    }

    /** It is renewed hourly, but not beyond the end of the session. */
    @Test
    void noCookieOutlastsItsSession() {
        assertThat(cookie("mc.session-lifetime=10m").getMaxAge())
                .isGreaterThan(Duration.ofMinutes(9))
                .isLessThanOrEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void whoGuessedWaitsUntilAnotherTryIsAllowed() {
        RateLimits limits =
                configuration.rateLimits(settings("mc.sign-in-tries=1", "mc.sign-in-refill=20m"));
        assertThat(limits.spendWrongToken(GUESSER)).isEmpty();

        assertThat(limits.spendWrongToken(GUESSER))
                .hasValueSatisfying(wait ->
                        assertThat(wait)
                                .isGreaterThan(Duration.ofMinutes(19))
                                .isLessThanOrEqualTo(Duration.ofMinutes(20)));
    }

    private ResponseCookie cookie(String... lines) {
        IngressSettings settings = settings(lines);
        IssuedTokens issued = new IssuedTokens(InstantSource.system());
        TokenRing tokens = configuration.tokenRing(settings.accessTokens(), issued);
        SessionCookies sessions =
                configuration.sessionCookies(
                        settings, tokens, configuration.endedSessions((_, _) -> {}));
        return sessions.open(
                MockServerHttpRequest.get("/").build(),
                settings.accessTokens().holderOf(TOKEN).orElseThrow());
    }

    private static IngressSettings settings(String... lines) {
        String[] all = new String[lines.length + 1];
        System.arraycopy(lines, 0, all, 1, lines.length);
        all[0] = "mc.panel-token=" + TOKEN;
        return GivenSettings.of(IngressSettings.class, all);
    }
}
