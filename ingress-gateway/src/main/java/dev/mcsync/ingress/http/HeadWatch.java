package dev.mcsync.ingress.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Cuts a connection whose request takes too long to begin: the web server's own clocks start when
 * the last header is there, and its idle time-out starts anew with every byte. One for each
 * connection, on its thread.
 */
final class HeadWatch {

    private static final byte[] TIMED_OUT =
            "HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final Duration limit;
    private boolean isWithinRequest;
    private boolean isRefused;
    private @Nullable Future<?> cut;

    private HeadWatch(Duration limit) {
        this.limit = limit;
    }

    /**
     * @param limit from the first byte of a request to the end of its headers
     */
    static void over(Channel channel, Duration limit) {
        HeadWatch watch = new HeadWatch(limit);
        channel.pipeline()
                .addBefore(NettyPipeline.HttpCodec, "mc.headBegins", watch.beginning())
                .addAfter(NettyPipeline.HttpCodec, "mc.headEnds", watch.end());
    }

    /** Sees bytes. */
    private ChannelHandler beginning() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                if (isHttp(context) && !isWithinRequest && cut == null) {
                    cut =
                            context.executor()
                                    .schedule(
                                            () -> timedOut(context),
                                            limit.toMillis(),
                                            TimeUnit.MILLISECONDS);
                }
                context.fireChannelRead(message);
            }

            @Override
            public void channelInactive(ChannelHandlerContext context) {
                stop();
                context.fireChannelInactive();
            }
        };
    }

    /** Sees requests. */
    private ChannelHandler end() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                if (message instanceof HttpRequest request) {
                    stop();
                    isWithinRequest = true;
                    if (!isRefused && !isKnown(request)) {
                        isRefused = true;
                        refuseVersion(context);
                    }
                }
                if (isRefused) {
                    ReferenceCountUtil.release(message);
                    return;
                }
                if (message instanceof LastHttpContent) {
                    isWithinRequest = false;
                }
                context.fireChannelRead(message);
            }
        };
    }

    /** Once it is a WebSocket, its bytes are no requests. */
    private static boolean isHttp(ChannelHandlerContext context) {
        return context.pipeline().get(NettyPipeline.HttpCodec) != null;
    }

    /** What could not be read as a request has a version that says nothing. */
    private static boolean isKnown(HttpRequest request) {
        return request.decoderResult().isFailure()
                || request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                || request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }

    private void timedOut(ChannelHandlerContext context) {
        cut = null;
        if (isHttp(context)) {
            context.writeAndFlush(Unpooled.wrappedBuffer(TIMED_OUT))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static void refuseVersion(ChannelHandlerContext context) {
        var refusal =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED);
        refusal.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, 0)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        context.writeAndFlush(refusal).addListener(ChannelFutureListener.CLOSE);
    }

    private void stop() {
        if (cut != null) {
            cut.cancel(false);
            cut = null;
        }
    }
}
