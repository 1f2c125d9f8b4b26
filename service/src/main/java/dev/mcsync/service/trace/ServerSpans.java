package dev.mcsync.service.trace;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * A span for each call of the API, from its head to the end of its answer. Files, probes, sockets
 * and streams have none: those two are open for hours, and what is told through them has spans of
 * its own.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class ServerSpans implements WebFilter {

    private static final String CALLS = "/api/";

    private final Spans spans;

    ServerSpans(Spans spans) {
        this.spans = spans;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return spans.areKept() && isCall(exchange.getRequest())
                ? traced(exchange, chain)
                : chain.filter(exchange);
    }

    private static boolean isCall(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return request.getPath().value().startsWith(CALLS)
                && !headers.containsHeader(HttpHeaders.UPGRADE)
                && !MediaType.TEXT_EVENT_STREAM_VALUE.equals(headers.getFirst(HttpHeaders.ACCEPT));
    }

    private Mono<Void> traced(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        OpenSpan span =
                spans.begin(
                                SpanKind.SERVER,
                                request.getMethod().name(),
                                RequestTrace.sent(exchange).orElse(null))
                        .tag(SpanTags.HTTP_METHOD, request.getMethod().name())
                        .tag(SpanTags.URL_PATH, request.getPath().value());
        span.place().ifPresent(place -> RequestTrace.keep(exchange, place));
        return chain.filter(exchange)
                .doOnError(failure -> answeredLater(exchange, span, failure))
                .doOnSuccess(_ -> answered(exchange, span))
                .doOnCancel(() -> span.tag(SpanTags.OUTCOME, "hung_up").end());
    }

    /** A failure is made an answer outside of this filter. */
    private static void answeredLater(
            ServerWebExchange exchange, OpenSpan span, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            span.failed(failure.getClass().getSimpleName());
            answered(exchange, span);
        } else {
            exchange.getResponse()
                    .beforeCommit(() -> Mono.fromRunnable(() -> answered(exchange, span)));
        }
    }

    private static void answered(ServerWebExchange exchange, OpenSpan span) {
        String route = routeOf(exchange);
        if (!route.isEmpty()) {
            span.name(exchange.getRequest().getMethod().name() + " " + route)
                    .tag(SpanTags.HTTP_ROUTE, route);
        }
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        if (status != null) {
            span.tag(SpanTags.HTTP_STATUS, status.value());
            if (status.is5xxServerError()) {
                span.failed(Integer.toString(status.value()));
            }
        }
        span.end();
    }

    /** Empty where the call leads to another service, or nowhere. */
    private static String routeOf(ServerWebExchange exchange) {
        Object route =
                exchange.getAttributes()
                        .getOrDefault(
                                RouterFunctions.MATCHING_PATTERN_ATTRIBUTE,
                                exchange.getAttribute(
                                        HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        return route == null ? "" : route.toString();
    }
}
