package dev.mcsync.ingress.routing;

import dev.mcsync.ingress.share.CallKind;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpContent;
import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Takes from the service only what the caller has read: the next part of an answer is asked for
 * when the one before has left for the caller's socket. What writes to a response otherwise runs
 * 128 parts ahead, and a crowd of callers that do not read would have whole answers kept here.
 */
final class PacedResponse implements GlobalFilter, Ordered {

    /** A body up to this length is as cheap to hold as to pace. In bytes. */
    private static final long SHORT = 32 * 1024;

    @Override
    public int getOrder() {
        return NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return CallKind.isWebSocket(exchange.getRequest())
                        || exchange.getRequest().getMethod() == HttpMethod.HEAD
                ? chain.filter(exchange)
                : chain.filter(
                        exchange.mutate().response(new Paced(exchange.getResponse())).build());
    }

    private static final class Paced extends ServerHttpResponseDecorator {

        Paced(ServerHttpResponse response) {
            super(response);
        }

        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            long length = getHeaders().getContentLength();
            return length >= 0 && length <= SHORT ? super.writeWith(body) : paced(Flux.from(body));
        }

        @Override
        public Mono<Void> writeAndFlushWith(
                Publisher<? extends Publisher<? extends DataBuffer>> body) {
            return paced(Flux.from(body).concatMap(part -> part, 0));
        }

        private Mono<Void> paced(Flux<? extends DataBuffer> body) {
            HttpServerResponse response = getNativeResponse(getDelegate());
            Mono<Void> written =
                    Flux.<DataBuffer>from(body).concatMap(part -> send(response, part), 0).then();
            // The headers are carried over to the web server's own response by its completion.
            return setComplete()
                    .then(Mono.defer(() -> response.sendHeaders().then()).then(written));
        }

        private static Mono<Void> send(HttpServerResponse response, DataBuffer part) {
            ByteBuf bytes = NettyDataBufferFactory.toByteBuf(part);
            // Bytes alone would be dropped, now that the headers have gone.
            return response.sendObject(new DefaultHttpContent(bytes)).then();
        }
    }
}
