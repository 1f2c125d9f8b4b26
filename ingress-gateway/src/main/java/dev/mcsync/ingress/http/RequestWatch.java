package dev.mcsync.ingress.http;

import dev.mcsync.service.problem.Problem;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import reactor.netty.NettyPipeline;

/**
 * Gives a connection up whose request takes too long to arrive. The web server's own clocks start
 * when the last header is there and stop with the answer, which may come before the body, and its
 * idle time-out starts anew with every byte. One for each connection, on its thread.
 */
final class RequestWatch {

    private final Duration limit;
    private boolean isWithinRequest;
    private @Nullable Future<?> cut;

    private RequestWatch(Duration limit) {
        this.limit = limit;
    }

    /**
     * @param limit from the first byte of a request to the end of its headers, and from there to
     *     the end of its body
     */
    static void over(Channel channel, Duration limit) {
        RequestWatch watch = new RequestWatch(limit);
        channel.pipeline()
                .addBefore(NettyPipeline.HttpCodec, "mc.requestBegins", watch.beginning())
                .addAfter(NettyPipeline.HttpCodec, "mc.requestEnds", watch.end());
    }

    /** Sees bytes. */
    private ChannelHandler beginning() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                if (isHttp(context) && !isWithinRequest && cut == null) {
                    schedule(context, RequestCheck.Fault.of(tooSlow()));
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
                if (message instanceof HttpRequest) {
                    stop();
                    isWithinRequest = true;
                    schedule(context, new RequestCheck.Overdue());
                }
                if (message instanceof LastHttpContent) {
                    stop();
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

    private void schedule(ChannelHandlerContext context, Object event) {
        cut =
                context.executor()
                        .schedule(
                                () -> timedOut(context, event),
                                limit.toMillis(),
                                TimeUnit.MILLISECONDS);
    }

    private void timedOut(ChannelHandlerContext context, Object event) {
        cut = null;
        if (isHttp(context)) {
            context.pipeline().fireUserEventTriggered(event);
        }
    }

    private static Problem tooSlow() {
        return Problem.of(
                HttpStatus.REQUEST_TIMEOUT,
                "request_timeout",
                "The whole request did not arrive in time.");
    }

    private void stop() {
        if (cut != null) {
            cut.cancel(false);
            cut = null;
        }
    }
}
