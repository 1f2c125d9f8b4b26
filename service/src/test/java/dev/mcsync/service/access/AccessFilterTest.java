package dev.mcsync.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.access.AccessTokens.Holder;
import dev.mcsync.contracts.access.Role;
import dev.mcsync.contracts.access.TokenLimits;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

class AccessFilterTest {

    private final AccessFilter filter =
            new AccessFilter(
                    AccessTable.of(AccessRule.read("/api/things/{id}", Role.PANEL)),
                    new TokenDoor(
                            AccessTokens.of(
                                    Map.of(
                                            Role.ADMIN, "admin-token",
                                            Role.INTERNAL, "internal-token",
                                            Role.PANEL, "panel-token",
                                            Role.AGENT, "agent-token"),
                                    true)));

    private final AtomicBoolean passed = new AtomicBoolean();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness"
            })
    void theProbesAreOpen(String path) {
        call(path, null);

        assertThat(passed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/actuator",
                "/actuator/prometheus",
                "/actuator/health/../prometheus",
                "/actuator/healthy",
                "/actuator/health/liveness/x",
                "/unknown"
            })
    void allElseIsClosedWithoutAToken(String path) {
        MockServerWebExchange exchange = call(path, null);

        assertThat(passed).isFalse();
        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
        assertThat(exchange.getResponse().getBodyAsString().block())
                .isEqualTo(
                        "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,"
                                + "\"detail\":\"A valid token is needed in x-mc-token\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin-token", "internal-token"})
    void adminAndInternalTokensOpen(String token) {
        call("/actuator/prometheus", token);

        assertThat(passed).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/actuator/prometheus, Bearer internal-token, true",
        "/actuator/prometheus, bearer internal-token, true",
        "/actuator/prometheus, Bearer panel-token, false",
        "/actuator/prometheus, Bearer wrong-token, false",
        "/actuator/prometheus, Basic internal-token, false",
        "/actuator/prometheus, internal-token, false",
        "/api/things/1, Bearer admin-token, false"
    })
    void aBearersTokenOpensTheMetricsAlone(String path, String shown, boolean isTaken) {
        call(MockServerHttpRequest.get(path).header("authorization", shown), null);

        assertThat(passed.get()).isEqualTo(isTaken);
    }

    @Test
    void theTokenOfOurOwnHeaderCounts() {
        call(
                MockServerHttpRequest.get("/actuator/prometheus")
                        .header("authorization", "Bearer internal-token"),
                "panel-token");

        assertThat(passed).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"panel-token,403", "agent-token,403", "wrong-token,401"})
    void othersDoNot(String token, int status) {
        MockServerWebExchange exchange = call("/actuator/prometheus", token);

        assertThat(passed).isFalse();
        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.valueOf(status));
    }

    @ParameterizedTest
    @CsvSource({
        "admin-token,,true",
        "panel-token,,true",
        "internal-token,panel,true",
        "internal-token,admin,true",
        "internal-token,,false",
        "internal-token,agent,false",
        "internal-token,nobody,false",
        "agent-token,panel,false"
    })
    void aPersonsWishIsTakenFromThePanelAlone(
            String token, @Nullable String role, boolean isTaken) {
        call("/api/things/1", token, role);

        assertThat(passed.get()).isEqualTo(isTaken);
    }

    @Test
    void whomTheGatewayCallsForOpensNoMoreThanThat() {
        call("/actuator/prometheus", "internal-token", "panel");

        assertThat(passed).isFalse();
    }

    @Test
    void whatIsNotDeclaredIsNotThereForAnybody() {
        for (String token : List.of("admin-token", "internal-token", "panel-token")) {
            assertThat(status(call("/unknown", token))).as(token).isEqualTo(404);
            assertThat(status(call("/actuator", token))).as(token).isEqualTo(404);
        }
        assertThat(passed).isFalse();
    }

    @Test
    void anotherMethodThanTheDeclaredIsRefusedWithThoseThatAre() {
        MockServerWebExchange exchange =
                call(MockServerHttpRequest.delete("/api/things/1"), "panel-token");

        assertThat(passed).isFalse();
        assertThat(status(exchange)).isEqualTo(405);
        assertThat(exchange.getResponse().getHeaders().getFirst("Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void headIsAskedForLikeGet() {
        call(MockServerHttpRequest.head("/api/things/1"), "panel-token");

        assertThat(passed).isTrue();
    }

    @Test
    void whoCallsIsRemembered() {
        assertThat(Caller.load(call("/api/things/1", "panel-token")).isTrusted()).isFalse();

        MockServerWebExchange forwarded =
                call(
                        MockServerHttpRequest.get("/api/things/1")
                                .header(AccessTokens.ROLE_HEADER, "panel")
                                .header(AccessTokens.CALLER_HEADER, "somebody"),
                        "internal-token");
        assertThat(Caller.load(forwarded))
                .isEqualTo(
                        new Caller(
                                new Holder(
                                        Role.PANEL, null, "somebody", "somebody", TokenLimits.NONE),
                                true));
    }

    private static int status(MockServerWebExchange exchange) {
        return Objects.requireNonNull(exchange.getResponse().getStatusCode()).value();
    }

    private MockServerWebExchange call(String path, @Nullable String token) {
        return call(path, token, null);
    }

    private MockServerWebExchange call(String path, @Nullable String token, @Nullable String role) {
        MockServerHttpRequest.BaseBuilder<?> request = MockServerHttpRequest.get(path);
        if (role != null) {
            request.header(AccessTokens.ROLE_HEADER, role);
        }
        return call(request, token);
    }

    private MockServerWebExchange call(
            MockServerHttpRequest.BaseBuilder<?> request, @Nullable String token) {
        if (token != null) {
            request.header(AccessTokens.HEADER, token);
        }
        MockServerWebExchange exchange = MockServerWebExchange.builder(request).build();
        filter.filter(exchange, _ -> Mono.fromRunnable(() -> passed.set(true))).block();
        return exchange;
    }
}
