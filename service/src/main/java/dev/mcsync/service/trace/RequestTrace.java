package dev.mcsync.service.trace;

import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.service.kafka.TraceParent;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/** The trace that a request belongs to. */
public final class RequestTrace {

    private static final String ATTRIBUTE = RequestTrace.class.getName();

    private RequestTrace() {}

    /** Its span's, or the caller's where spans are not kept, or a new one that stays the same. */
    public static TraceParent of(ServerWebExchange exchange) {
        return find(exchange)
                .orElseGet(() -> {
                    TraceParent fresh = TraceParent.fresh();
                    keep(exchange, fresh);
                    return fresh;
                });
    }

    /** The same; empty where the caller named none, and nobody has begun one. */
    public static Optional<TraceParent> find(ServerWebExchange exchange) {
        TraceParent kept = exchange.getAttribute(ATTRIBUTE);
        return kept == null ? sent(exchange) : Optional.of(kept);
    }

    /** What the caller named. */
    static Optional<TraceParent> sent(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        List<String> states = headers.get(Headers.TRACESTATE);
        return TraceParent.parse(
                headers.getFirst(Headers.TRACEPARENT),
                states == null ? null : String.join(",", states));
    }

    static void keep(ServerWebExchange exchange, TraceParent place) {
        exchange.getAttributes().put(ATTRIBUTE, place);
    }
}
