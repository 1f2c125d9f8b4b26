package dev.mcsync.ingress.routing;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.service.access.Caller;
import dev.mcsync.service.trace.RequestTrace;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * Tells a service behind whose call it gets. The caller's own token and cookies end here: the
 * service sees the gateway's token and the caller's role, or neither on a call that is open to
 * everybody. A role that the caller claims is dropped.
 *
 * <p>It comes last: a caller may name headers in {@code Connection} that are then removed, and a
 * call that lost its role on the way would look like the gateway's own.
 */
final class CallerHeaders implements HttpHeadersFilter, Ordered {

    private static final String FORWARDED_HOST = "X-Forwarded-Host";

    private final String token;

    CallerHeaders(String token) {
        this.token = token;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        HttpHeaders headers = new HttpHeaders();
        headers.addAll(input);
        headers.remove(HttpHeaders.COOKIE);
        headers.remove(AccessTokens.HEADER);
        headers.remove(AccessTokens.ROLE_HEADER);
        headers.remove(AccessTokens.CALLER_HEADER);
        headers.remove(AccessTokens.AGENT_HEADER);
        Caller.find(exchange)
                .ifPresent(caller -> {
                    headers.set(AccessTokens.HEADER, token);
                    headers.set(AccessTokens.ROLE_HEADER, caller.role().wireName());
                    headers.set(AccessTokens.CALLER_HEADER, caller.tokenId());
                    if (caller.agentId() != null) {
                        headers.set(AccessTokens.AGENT_HEADER, caller.agentId().value());
                    }
                });
        tellHost(headers, exchange.getRequest().getHeaders());
        RequestTrace.find(exchange)
                .ifPresent(place -> headers.set(Headers.TRACEPARENT, place.value()));
        return headers;
    }

    /**
     * The host that the caller asked for, which the service compares with the origin of a page. The
     * client puts the service's own host on the request for a WebSocket, whatever was kept.
     */
    private static void tellHost(HttpHeaders headers, HttpHeaders ofCaller) {
        String host = ofCaller.getFirst(HttpHeaders.HOST);
        if (host == null) {
            headers.remove(FORWARDED_HOST);
        } else {
            headers.set(FORWARDED_HOST, host);
        }
    }
}
