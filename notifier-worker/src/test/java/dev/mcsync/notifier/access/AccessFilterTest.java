package dev.mcsync.notifier.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.access.Role;
import java.util.Map;
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
                    AccessTokens.of(
                            Map.of(
                                    Role.ADMIN, "admin-token",
                                    Role.INTERNAL, "internal-token",
                                    Role.PANEL, "panel-token",
                                    Role.AGENT, "agent-token"),
                            true));

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
                .isEqualTo("{\"title\":\"Unauthorized\",\"status\":401}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin-token", "internal-token"})
    void adminAndInternalTokensOpen(String token) {
        call("/actuator/prometheus", token);

        assertThat(passed).isTrue();
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
        call("/api/dashboard/deliveries/evt_1/retry", token, role);

        assertThat(passed.get()).isEqualTo(isTaken);
    }

    @Test
    void whomTheGatewayCallsForOpensNoMoreThanThat() {
        call("/actuator/prometheus", "internal-token", "panel");

        assertThat(passed).isFalse();
    }

    @Test
    void theFilterComesFirst() {
        assertThat(filter.getOrder()).isEqualTo(Integer.MIN_VALUE);
    }

    private MockServerWebExchange call(String path, @Nullable String token) {
        return call(path, token, null);
    }

    private MockServerWebExchange call(String path, @Nullable String token, @Nullable String role) {
        MockServerHttpRequest.BaseBuilder<?> request = MockServerHttpRequest.get(path);
        if (token != null) {
            request.header(AccessTokens.HEADER, token);
        }
        if (role != null) {
            request.header(AccessTokens.ROLE_HEADER, role);
        }
        MockServerWebExchange exchange = MockServerWebExchange.builder(request).build();
        filter.filter(exchange, _ -> Mono.fromRunnable(() -> passed.set(true))).block();
        return exchange;
    }
}
