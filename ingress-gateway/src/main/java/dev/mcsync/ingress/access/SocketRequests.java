package dev.mcsync.ingress.access;

import dev.mcsync.service.problem.Problem;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses a WebSocket where there is none, and one without a ticket, while it is still a request:
 * the router would open a socket to the caller first and ask the service behind afterwards. What a
 * ticket is worth only that service knows, and says by a close code, which a browser can read.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class SocketRequests implements WebFilter {

    private static final String SOCKET = "/ws/board";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return refusalOf(exchange.getRequest())
                .map(refusal -> refusal.writeTo(exchange.getResponse()))
                .orElseGet(() -> chain.filter(exchange));
    }

    private static Optional<Problem> refusalOf(ServerHttpRequest request) {
        if (!"websocket".equalsIgnoreCase(request.getHeaders().getUpgrade())) {
            return Optional.empty();
        }
        if (!request.getPath().pathWithinApplication().value().equals(SOCKET)) {
            return Optional.of(noSocket());
        }
        String ticket = request.getQueryParams().getFirst("ticket");
        return ticket == null || ticket.isBlank() ? Optional.of(noTicket()) : Optional.empty();
    }

    private static Problem noSocket() {
        return Problem.of(
                HttpStatus.NOT_FOUND, "not_found", "There is no WebSocket at this address.");
    }

    private static Problem noTicket() {
        return Problem.of(
                        HttpStatus.UNAUTHORIZED,
                        "unauthenticated",
                        "Expected a ticket from POST /api/realtime/tickets in the parameter ticket.")
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "McTicket realm=\"mc-sync\"");
    }
}
