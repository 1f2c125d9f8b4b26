package dev.mcsync.service.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a connection that cannot go on: one whose other side takes nothing of what waits for it, so
 * that it is not kept in memory for ever, and one that met an {@link Error}, such as no memory left
 * for its answer, which nobody else would tell of. One for each connection, on its thread.
 */
final class ConnectionGuard extends IdleStateHandler {

    private static final Logger log = LoggerFactory.getLogger(ConnectionGuard.class);

    private boolean isBroken;

    /** It has a limit to begin to move in and another one to stand still in. */
    private ConnectionGuard(Duration limit) {
        super(true, 0, limit.toMillis(), 0, TimeUnit.MILLISECONDS);
    }

    /**
     * @param limit for which the other side may take nothing; it is cut at the latest after twice
     *     that time
     */
    static void over(Channel channel, Duration limit) {
        channel.pipeline().addFirst("mc.guard", new ConnectionGuard(limit));
    }

    @Override
    protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
        ChannelOutboundBuffer waiting = context.channel().unsafe().outboundBuffer();
        if (waiting != null && !waiting.isEmpty()) {
            log.debug("Cut a connection that takes nothing: {}", context.channel());
            context.close();
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
            throws Exception {
        ChannelPromise told = promise.unvoid();
        told.addListener((ChannelFutureListener) this::written);
        super.write(context, message, told);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        if (failure instanceof Error) {
            fail(context.channel(), failure);
        } else {
            context.fireExceptionCaught(failure);
        }
    }

    private void written(ChannelFuture write) {
        if (write.cause() instanceof Error failure) {
            fail(write.channel(), failure);
        }
    }

    private void fail(Channel channel, Throwable failure) {
        if (!isBroken) {
            isBroken = true;
            log.error("Ending a connection that cannot go on: {}", channel, failure);
            channel.close();
        }
    }
}
