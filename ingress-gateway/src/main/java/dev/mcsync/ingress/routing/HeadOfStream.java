package dev.mcsync.ingress.routing;

import static org.springframework.cloud.gateway.filter.NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR;

import dev.mcsync.ingress.http.HeadAsGet;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/**
 * Hangs up on a stream of which only the head was asked for, before anybody waits for its end.
 * Other bodies are read to their end and dropped, and leave a connection that serves again.
 */
final class HeadOfStream implements GlobalFilter, Ordered {

    /** Within the filter that writes answers: what it does not find it does not write. */
    @Override
    public int getOrder() {
        return WRITE_RESPONSE_FILTER_ORDER + 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return HeadAsGet.isHead(exchange)
                ? chain.filter(exchange).then(Mono.fromRunnable(() -> hangUp(exchange)))
                : chain.filter(exchange);
    }

    private static void hangUp(ServerWebExchange exchange) {
        MediaType type = exchange.getResponse().getHeaders().getContentType();
        if (MediaType.TEXT_EVENT_STREAM.equalsTypeAndSubtype(type)
                && exchange.getAttributes().remove(CLIENT_RESPONSE_CONN_ATTR)
                        instanceof Connection connection) {
            connection.dispose();
        }
    }
}
