package dev.mcsync.ingress.routing;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Like {@link PacedResponse} for WebSockets: no more than a few frames are taken from the service
 * before the first of them has left for the caller. So the service sees that a caller does not
 * read, and hangs up. Frames that come while others are on their way leave together.
 */
final class PacedSockets implements WebSocketService {

    private static final int FRAMES_ON_THEIR_WAY = 16;

    private final WebSocketService service;

    PacedSockets(WebSocketService service) {
        this.service = service;
    }

    @Override
    public Mono<Void> handleRequest(ServerWebExchange exchange, WebSocketHandler handler) {
        return service.handleRequest(
                exchange,
                new WebSocketHandler() {
                    @Override
                    public List<String> getSubProtocols() {
                        return handler.getSubProtocols();
                    }

                    @Override
                    public Mono<Void> handle(WebSocketSession session) {
                        return handler.handle(new Paced(session));
                    }
                });
    }

    private record Paced(WebSocketSession session) implements WebSocketSession {

        @Override
        public Mono<Void> send(Publisher<WebSocketMessage> messages) {
            return Bundler.send(
                    messages,
                    FRAMES_ON_THEIR_WAY,
                    bundle -> session.send(Flux.fromIterable(bundle)),
                    message -> DataBufferUtils.release(message.getPayload()));
        }

        @Override
        public Flux<WebSocketMessage> receive() {
            return session.receive();
        }

        @Override
        public Mono<Void> close(CloseStatus status) {
            return session.close(status);
        }

        @Override
        public Mono<CloseStatus> closeStatus() {
            return session.closeStatus();
        }

        @Override
        public boolean isOpen() {
            return session.isOpen();
        }

        @Override
        public String getId() {
            return session.getId();
        }

        @Override
        public HandshakeInfo getHandshakeInfo() {
            return session.getHandshakeInfo();
        }

        @Override
        public DataBufferFactory bufferFactory() {
            return session.bufferFactory();
        }

        @Override
        public Map<String, Object> getAttributes() {
            return session.getAttributes();
        }

        @Override
        public WebSocketMessage textMessage(String payload) {
            return session.textMessage(payload);
        }

        @Override
        public WebSocketMessage binaryMessage(Function<DataBufferFactory, DataBuffer> payload) {
            return session.binaryMessage(payload);
        }

        @Override
        public WebSocketMessage pingMessage(Function<DataBufferFactory, DataBuffer> payload) {
            return session.pingMessage(payload);
        }

        @Override
        public WebSocketMessage pongMessage(Function<DataBufferFactory, DataBuffer> payload) {
            return session.pongMessage(payload);
        }
    }
}
