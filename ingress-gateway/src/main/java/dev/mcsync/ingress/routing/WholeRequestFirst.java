package dev.mcsync.ingress.routing;

import dev.mcsync.service.problem.Problem;
import dev.mcsync.service.problem.ProblemException;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Lets the request for a WebSocket end before the talk begins. The web server stops its clocks for
 * a request at the end of it, which it does not see any more once the connection has become a
 * WebSocket; the talk would be cut when the time for the request is up.
 */
final class WholeRequestFirst implements GlobalFilter, Ordered {

    private static final String VERSION_HEADER = "Sec-WebSocket-Version";
    private static final String VERSION = "13";

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (isOldWebSocket(request.getHeaders())) {
            return Mono.error(new ProblemException(versionExpected()));
        }
        return request.getHeaders().getUpgrade() == null
                ? chain.filter(exchange)
                : request.getBody()
                        .doOnNext(DataBufferUtils::release)
                        .then(Mono.defer(() -> chain.filter(exchange)));
    }

    /** The web server would take drafts of the protocol as well, or say nothing at all. */
    private static boolean isOldWebSocket(HttpHeaders headers) {
        return "websocket".equalsIgnoreCase(headers.getUpgrade())
                && !VERSION.equals(headers.getFirst(VERSION_HEADER));
    }

    private static Problem versionExpected() {
        return Problem.of(
                        HttpStatus.UPGRADE_REQUIRED,
                        "unsupported_websocket_version",
                        "Expected a WebSocket of version 13.")
                .withHeader(VERSION_HEADER, VERSION);
    }
}
