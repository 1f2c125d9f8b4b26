package dev.mcsync.infra.proof.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.TimeUnit;

/** The one thread that all connections of a measurement share. */
final class Loop implements AutoCloseable {

    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(
                    1,
                    Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    private final EventLoop thread = group.next();

    EventLoop thread() {
        return thread;
    }

    Bootstrap bootstrap(ChannelInitializer<SocketChannel> pipeline) {
        return new Bootstrap()
                .group(thread)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(pipeline);
    }

    /** Returns when all that was said before is done; what it wrote is seen then. */
    void catchUp() {
        thread.submit(() -> {}).syncUninterruptibly();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
