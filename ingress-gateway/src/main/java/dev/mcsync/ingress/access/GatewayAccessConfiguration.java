package dev.mcsync.ingress.access;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.ingress.settings.IngressSettings;
import dev.mcsync.ingress.settings.LocalSettings;
import dev.mcsync.service.access.AccessTable;
import dev.mcsync.service.access.Door;
import dev.mcsync.service.access.IssuedTokens;
import java.time.InstantSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;

/** Access to the public origin. */
@Configuration(proxyBeanMethods = false)
class GatewayAccessConfiguration {

    @Bean
    AccessTable publicCalls() {
        return PublicCalls.TABLE;
    }

    @Bean
    EndedSessions endedSessions(SignOuts others) {
        return new EndedSessions(InstantSource.system(), others);
    }

    /** A balancer waits until signing out has been heard of. */
    @Bean
    HealthIndicator sessionsHealthIndicator(EndedSessions ended) {
        return () -> (ended.isComplete() ? Health.up() : Health.down()).build();
    }

    @Bean
    IssuedTokens issuedTokens() {
        return new IssuedTokens(InstantSource.system());
    }

    @Bean
    TokenRing tokenRing(AccessTokens configured, IssuedTokens issued) {
        return new TokenRing(configured, issued);
    }

    /** A balancer waits until revoking has been heard of. */
    @Bean
    HealthIndicator tokensHealthIndicator(IssuedTokens issued) {
        return () -> (issued.isComplete() ? Health.up() : Health.down()).build();
    }

    @Bean
    SessionCookies sessionCookies(IngressSettings settings, TokenRing tokens, EndedSessions ended) {
        return new SessionCookies(
                tokens,
                settings.sessionSecret(),
                new SessionCookies.Terms(settings.sessionLifetime(), settings.cookieNeedsTls()),
                InstantSource.system(),
                ended);
    }

    @Bean
    RateLimits rateLimits(IngressSettings settings) {
        return new RateLimits(
                settings.callsPerSecondHere(),
                settings.eventsPerSecondHere(),
                settings.signInTriesHere(),
                settings.signInRefillHere(),
                settings.callLimits()::part);
    }

    @Bean
    ClientAddress clientAddress(IngressSettings settings) {
        return new ClientAddress(settings.proxiesInFront());
    }

    @Bean
    Door gatewayDoor(
            TokenRing tokens,
            SessionCookies sessions,
            RateLimits limits,
            ClientAddress clientAddress) {
        return new GatewayDoor(tokens, sessions, limits, clientAddress);
    }

    @Bean
    WebFilter socketRequests() {
        return new SocketRequests();
    }

    @Bean
    RouterFunction<ServerResponse> sessionRoutes(
            IngressSettings settings,
            LocalSettings local,
            TokenRing tokens,
            SessionCookies sessions,
            RateLimits limits,
            ClientAddress clientAddress) {
        SessionCalls calls =
                new SessionCalls(
                        tokens,
                        new SignInCode(local.signInCodeOf(settings), InstantSource.system()),
                        sessions,
                        limits,
                        clientAddress);
        return RouterFunctions.route()
                .POST("/api/session", calls::open)
                .GET("/api/session", calls::show)
                .DELETE("/api/session", calls::close)
                .build();
    }
}
