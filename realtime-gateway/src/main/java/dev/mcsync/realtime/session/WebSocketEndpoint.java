package dev.mcsync.realtime.session;

import dev.mcsync.realtime.session.TicketOffice.Owner;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
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
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * GET /ws/board. Stands on Reactor Netty itself rather than on Spring's WebSocket session, which
 * tells neither when a frame has left nor lets one hang up on a client that does not read.
 */
final class WebSocketEndpoint implements WebHandler {

    static final String PATH = "/ws/board";

    private static final Logger log = LoggerFactory.getLogger(WebSocketEndpoint.class);

    /** Far above the longest hello, so that one a little too long is refused by its own code. */
    private static final WebsocketServerSpec SPEC =
            WebsocketServerSpec.builder().maxFramePayloadLength(64 * 1024).handlePing(true).build();

    /** A client that says nothing for this long is asked whether it is there, twice. */
    private static final Duration ASK_AFTER = Duration.ofSeconds(20);

    private static final int MAX_UNANSWERED = 2;

    /** Of a whole session's pings and pongs at once; each is answered, so a flood would be two. */
    private static final int MAX_FRAMES = 100;

    /** After which a client may send one more. */
    private static final Duration ONE_MORE_AFTER = Duration.ofMillis(500);

    private final SessionHub hub;
    private final TicketOffice tickets;
    private final OriginCheck origins;

    WebSocketEndpoint(SessionHub hub, TicketOffice tickets, OriginCheck origins) {
        this.hub = hub;
        this.tickets = tickets;
        this.origins = origins;
    }

    /** A refusal, too, is an open socket that is closed at once: a browser sees no other reason. */
    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        if (!isUpgrade(request)) {
            return Mono.error(new ResponseStatusException(HttpStatus.UPGRADE_REQUIRED));
        }
        Admission admission = admission(request);
        HttpServerResponse response =
                ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
        return exchange.getResponse()
                .setComplete()
                .then(
                        Mono.defer(() ->
                                response.sendWebsocket(
                                        (in, out) ->
                                                switch (admission) {
                                                    case Refused(CloseCode code) ->
                                                            out.sendClose(
                                                                    code.code(), code.reason());
                                                    case Admitted(Owner owner) ->
                                                            converse(in, out, owner);
                                                },
                                        SPEC)));
    }

    /** Whether a client may come in. */
    private sealed interface Admission {}

    private record Admitted(Owner owner) implements Admission {}

    private record Refused(CloseCode code) implements Admission {}

    private Admission admission(ServerHttpRequest request) {
        if (!origins.isAllowed(request.getHeaders())) {
            return new Refused(CloseCode.FOREIGN_ORIGIN);
        }
        String ticket = request.getQueryParams().getFirst("ticket");
        return Optional.ofNullable(ticket)
                .flatMap(tickets::redeem)
                .<Admission>map(Admitted::new)
                .orElseGet(() -> new Refused(CloseCode.BAD_TICKET));
    }

    private Mono<Void> converse(WebsocketInbound in, WebsocketOutbound out, Owner owner) {
        Connection connection = connectionOf(in);
        BoardSession session = hub.admit(new WebSocketLine(connection.channel(), out), owner);
        AtomicInteger unanswered = new AtomicInteger();
        FrameBudget budget = new FrameBudget(MAX_FRAMES, ONE_MORE_AFTER);
        connection.onReadIdle(ASK_AFTER.toMillis(), () -> askWhetherThere(connection, unanswered));
        return in.aggregateFrames()
                .receiveFrames()
                .doOnNext(frame -> {
                    unanswered.set(0);
                    if (budget.spend()) {
                        take(session, frame, connection.channel());
                    } else {
                        session.close(CloseCode.BAD_FRAME);
                    }
                })
                .doFinally(_ -> hub.ended(session))
                .then()
                .onErrorResume(broken -> {
                    log.debug("A client's connection broke: {}", broken.toString());
                    return Mono.empty();
                });
    }

    private void take(BoardSession session, WebSocketFrame frame, Channel channel) {
        switch (frame) {
            case TextWebSocketFrame text ->
                    hub.receive(session, ByteBufUtil.getBytes(text.content()));
            case PingWebSocketFrame ping ->
                    channel.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            case PongWebSocketFrame _ -> {}
            default -> session.close(CloseCode.BAD_FRAME);
        }
    }

    private static void askWhetherThere(Connection connection, AtomicInteger unanswered) {
        if (unanswered.incrementAndGet() > MAX_UNANSWERED) {
            connection.dispose();
        } else {
            connection.channel().writeAndFlush(new PingWebSocketFrame());
        }
    }

    private static Connection connectionOf(WebsocketInbound in) {
        Connection[] found = new Connection[1];
        in.withConnection(connection -> found[0] = connection);
        return found[0];
    }

    private static boolean isUpgrade(ServerHttpRequest request) {
        @Nullable String upgrade = request.getHeaders().getFirst(HttpHeaders.UPGRADE);
        return request.getMethod() == HttpMethod.GET && "websocket".equalsIgnoreCase(upgrade);
    }
}
