package dev.mcsync.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.service.kafka.TraceParent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

class ServerSpansTest {

    private static final String CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final AttributeKey<Long> STATUS =
            AttributeKey.longKey("http.response.status_code");

    private final CollectorTwin twin = new CollectorTwin();
    private final Collector collector =
            new Collector(twin, "ingress-gateway", 1, new SimpleMeterRegistry());
    private final ServerSpans filter = new ServerSpans(collector.spans());

    @Test
    void aCallIsASpanWithItsRouteAndItsStatusUnderItsCallers() {
        MockServerWebExchange exchange = exchange("/api/dashboard/tasks/tsk_1?token=secret");

        run(exchange, answered(exchange, HttpStatus.OK));

        SpanData span = twin.span("POST /api/dashboard/tasks/{id}");
        assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(span.getAttributes().get(STATUS)).isEqualTo(200);
        assertThat(span.getAttributes().toString())
                .contains("/api/dashboard/tasks/tsk_1")
                .doesNotContain("secret");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(RequestTrace.of(exchange).spanId()).isEqualTo(span.getSpanId());
    }

    @Test
    void aFailureThatIsAnsweredOutsideHasTheStatusOfTheAnswer() {
        MockServerWebExchange exchange = exchange("/api/agents/events");

        filter.filter(exchange, _ -> Mono.error(new IllegalStateException("hunter2")))
                .onErrorResume(_ -> {
                    exchange.getResponse().setStatusCode(HttpStatus.INTERNAL_SERVER_ERROR);
                    return exchange.getResponse().setComplete();
                })
                .block();
        collector.close();

        SpanData span = twin.span("POST");
        assertThat(span.getAttributes().get(STATUS)).isEqualTo(500);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.toString()).doesNotContain("hunter2");
    }

    @Test
    void filesProbesSocketsAndStreamsHaveNone() {
        MockServerWebExchange file = exchange("/index.html");
        MockServerWebExchange probe = exchange("/actuator/health");
        MockServerWebExchange socket =
                MockServerWebExchange.from(
                        MockServerHttpRequest.get("/api/realtime").header("Upgrade", "websocket"));

        run(file, answered(file, HttpStatus.OK));
        run(probe, answered(probe, HttpStatus.OK));
        run(socket, answered(socket, HttpStatus.OK));
        MockServerWebExchange stream =
                MockServerWebExchange.from(
                        MockServerHttpRequest.get("/api/realtime/events")
                                .accept(MediaType.TEXT_EVENT_STREAM));
        run(stream, answered(stream, HttpStatus.OK));

        assertThat(twin.spans()).isEmpty();
    }

    @Test
    void whoHangsUpEndsTheSpanWithoutAFault() {
        filter.filter(exchange("/api/agents/agt_1/commands"), _ -> Mono.never())
                .subscribe()
                .dispose();
        collector.flush();

        assertThat(twin.span("POST").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void whereNoneAreKeptTheCallersPlaceGoesOn() {
        MockServerWebExchange exchange = exchange("/api/agents/events");

        new ServerSpans(Spans.none()).filter(exchange, _ -> Mono.empty()).block();

        assertThat(RequestTrace.of(exchange).value()).isEqualTo(CALLER);
    }

    @Test
    void aRequestWithoutATraceHasTheSameNewOneWhoeverAsks() {
        MockServerWebExchange exchange =
                MockServerWebExchange.from(MockServerHttpRequest.get("/api/x"));

        assertThat(RequestTrace.find(exchange)).isEmpty();
        TraceParent fresh = RequestTrace.of(exchange);
        assertThat(RequestTrace.of(exchange)).isEqualTo(fresh);
        assertThat(RequestTrace.find(exchange)).contains(fresh);
    }

    private void run(MockServerWebExchange exchange, WebFilterChain chain) {
        filter.filter(exchange, chain).block();
        collector.flush();
    }

    private static WebFilterChain answered(MockServerWebExchange exchange, HttpStatus status) {
        return _ -> {
            exchange.getAttributes()
                    .put(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE, "/api/dashboard/tasks/{id}");
            exchange.getResponse().setStatusCode(status);
            return exchange.getResponse().setComplete();
        };
    }

    private static MockServerWebExchange exchange(String path) {
        return MockServerWebExchange.from(
                MockServerHttpRequest.post(path).header("traceparent", CALLER));
    }
}
