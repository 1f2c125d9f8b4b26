package dev.mcsync.realtime.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.util.Arrays;
import java.util.Iterator;
import org.springframework.http.server.reactive.HttpHeadResponseDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Writes a long body so that one piece at a time stands in memory: the next is made when the socket
 * has taken the one before. What writes to a response otherwise runs up to 128 pieces ahead.
 */
final class PacedBody {

    private PacedBody() {}

    static Mono<Void> write(ServerHttpResponse response, Iterable<byte[]> pieces) {
        if (response instanceof HttpHeadResponseDecorator) {
            return response.setComplete();
        }
        return response.setComplete()
                .then(
                        Mono.defer(() ->
                                pieceByPiece(
                                        ServerHttpResponseDecorator.getNativeResponse(response),
                                        pieces)));
    }

    private static Mono<Void> pieceByPiece(HttpServerResponse response, Iterable<byte[]> pieces) {
        return response.sendHeaders()
                .then()
                .thenMany(Flux.fromIterable(pieces).concatMap(piece -> send(response, piece), 0))
                .then();
    }

    /** Bytes alone would be dropped, now that the headers have gone. */
    private static Mono<Void> send(HttpServerResponse response, byte[] piece) {
        return response.sendObject(new DefaultHttpContent(Unpooled.wrappedBuffer(piece))).then();
    }

    /** The same bytes in slices, for what had to be encoded whole. */
    static Iterable<byte[]> slices(byte[] whole) {
        return () ->
                new Iterator<>() {
                    private int from;

                    @Override
                    public boolean hasNext() {
                        return from < whole.length;
                    }

                    @Override
                    public byte[] next() {
                        int to = Math.min(whole.length, from + JsonPieces.LENGTH);
                        byte[] slice = Arrays.copyOfRange(whole, from, to);
                        from = to;
                        return slice;
                    }
                };
    }
}
