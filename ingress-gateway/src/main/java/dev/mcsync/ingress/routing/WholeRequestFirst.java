package dev.mcsync.ingress.routing;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Lets the request for a WebSocket end before the talk begins. The web server stops its clocks for
 * a request at the end of it, which it does not see any more once the connection has become a
 * WebSocket; the talk would be cut when the time for the request is up.
 */
final class WholeRequestFirst implements GlobalFilter, Ordered {

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        return request.getHeaders().getUpgrade() == null
                ? chain.filter(exchange)
                : request.getBody()
                        .doOnNext(DataBufferUtils::release)
                        .then(Mono.defer(() -> chain.filter(exchange)));
    }
}
