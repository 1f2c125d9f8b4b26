package dev.mcsync.realtime.session;

import dev.mcsync.realtime.session.TicketOffice.Owner;
import dev.mcsync.service.access.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerResponse;

/**
 * GET /api/realtime/board: the same frames as server-sent events, each named by its op. The id of
 * an event is the cursor, so that a browser that reconnects resumes by itself.
 */
final class EventStreamEndpoint implements WebHandler {

    static final String PATH = "/api/realtime/board";
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final SessionHub hub;

    EventStreamEndpoint(SessionHub hub) {
        this.hub = hub;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        if (exchange.getRequest().getMethod() != HttpMethod.GET) {
            return Mono.error(new ResponseStatusException(HttpStatus.METHOD_NOT_ALLOWED));
        }
        String since = since(exchange.getRequest());
        exchange.getResponse().getHeaders().setCacheControl("no-store");
        // Otherwise nginx gathers events until its buffer is full.
        exchange.getResponse().getHeaders().set("X-Accel-Buffering", "no");
        HttpServerResponse response =
                ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
        return exchange.getResponse()
                .setComplete()
                .then(
                        Mono.defer(() ->
                                stream(
                                        response,
                                        Owner.of(Caller.load(exchange).tokenId()),
                                        since)));
    }

    private Mono<Void> stream(HttpServerResponse response, Owner owner, @Nullable String since) {
        Connection[] found = new Connection[1];
        response.withConnection(connection -> found[0] = connection);
        Connection connection = found[0];
        return response.sse()
                .sendHeaders()
                .then()
                .then(
                        Mono.defer(() -> {
                            EventStreamLine line = new EventStreamLine(connection.channel());
                            line.greet();
                            BoardSession session = hub.admit(line, owner);
                            hub.open(session, since);
                            return connection.onDispose().doFinally(_ -> hub.ended(session));
                        }));
    }

    private static @Nullable String since(ServerHttpRequest request) {
        String last = request.getHeaders().getFirst(LAST_EVENT_ID);
        return last == null ? request.getQueryParams().getFirst("since") : last;
    }
}
