package dev.mcsync.realtime.session;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A line that writes to a Netty channel. What a batch has left for the socket is known from the
 * channel's own promises.
 */
abstract class NettyLine implements Line {

    /** A client that stands still gets so long to read why it is let go. */
    private static final Duration HANG_UP_AFTER = Duration.ofSeconds(2);

    protected final Channel channel;

    NettyLine(Channel channel) {
        this.channel = channel;
    }

    /** As the channel's encoders take it. */
    abstract Object message(Frame frame);

    /** Begins to say why; the channel may be closed when it is done. */
    abstract void sayGoodbye(CloseCode code);

    @Override
    public void execute(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException _) {
            // The server has stopped, and this line with it; nobody is left to do anything for.
            return;
        }
    }

    @Override
    public void executeAfter(Duration time, Runnable task) {
        try {
            channel.eventLoop().schedule(task, time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            // As above.
            return;
        }
    }

    @Override
    public void send(List<Frame> frames, Runnable sent) {
        ChannelFuture last = null;
        for (Frame frame : frames) {
            last = channel.write(message(frame));
        }
        channel.flush();
        if (last != null) {
            last.addListener(
                    (ChannelFutureListener)
                            future -> {
                                if (future.isSuccess()) {
                                    sent.run();
                                } else {
                                    channel.close();
                                }
                            });
        }
    }

    @Override
    public void close(CloseCode code) {
        sayGoodbye(code);
        channel.eventLoop()
                .schedule(() -> channel.close(), HANG_UP_AFTER.toMillis(), TimeUnit.MILLISECONDS);
    }
}
