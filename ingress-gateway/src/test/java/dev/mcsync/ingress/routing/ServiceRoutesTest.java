package dev.mcsync.ingress.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

final class ServiceRoutesTest {

    private final ServiceRoutes routes =
            new ServiceRoutes(
                    URI.create("http://processor"),
                    URI.create("http://notifier"),
                    URI.create("http://realtime"));

    @Test
    void theBoardOfNowComesFromTheBoardInMemory() {
        assertThat(serviceFor("/api/dashboard/board")).isEqualTo("realtime-gateway");
        assertThat(serviceFor("/api/dashboard/board?that=x")).isEqualTo("realtime-gateway");
    }

    @Test
    void theBoardOfThenComesFromWhoKeepsTheLedger() {
        assertThat(serviceFor("/api/dashboard/board?at=2026-11-22T10:00:00Z"))
                .isEqualTo("state-processor");
    }

    @Test
    void noOtherReadChangesItsServiceByThatQuestion() {
        assertThat(serviceFor("/api/dashboard/tasks?at=2026-11-22T10:00:00Z"))
                .isEqualTo("realtime-gateway");
    }

    @Test
    void whatIsToldToDiscordIsWithWhoTellsIt() {
        assertThat(serviceFor("/api/dashboard/deliveries/evt_1/retry"))
                .isEqualTo("notifier-worker");
    }

    private String serviceFor(String address) {
        MockServerWebExchange exchange =
                MockServerWebExchange.from(MockServerHttpRequest.get(address));
        return String.valueOf(
                routes.getRoutes()
                        .filterWhen(route -> Mono.from(route.getPredicate().apply(exchange)))
                        .map(org.springframework.cloud.gateway.route.Route::getId)
                        .blockFirst());
    }
}
