package dev.mcsync.infra.proof.bench.load;

import dev.mcsync.contracts.access.AccessTokens;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * POSTs over a few connections that are kept, one call at a time on each; a call that finds none
 * free waits here, which counts as the service's slowness. {@link #post} may be called on any
 * thread.
 */
final class Calls {

    /** Where agents report. */
    static final String EVENTS = "/api/agents/events";

    private static final int LONGEST_ANSWER = 1 << 20;

    private record Call(String path, byte[] body, Answered answered) {}

    private final Loop loop;
    private final Address address;
    private final int maxConnections;
    private final Bootstrap bootstrap;
    private final Deque<Call> waiting = new ArrayDeque<>();
    private final Deque<Connection> free = new ArrayDeque<>();
    private int connections;

    Calls(Loop loop, Address address, int maxConnections) {
        this.loop = loop;
        this.address = address;
        this.maxConnections = maxConnections;
        this.bootstrap =
                loop.bootstrap(
                        new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(SocketChannel channel) {
                                channel.pipeline()
                                        .addLast(
                                                new HttpClientCodec(),
                                                new HttpObjectAggregator(LONGEST_ANSWER),
                                                new Connection(channel));
                            }
                        });
    }

    void post(String path, byte[] body, Answered answered) {
        Call call = new Call(path, body, answered);
        if (loop.thread().inEventLoop()) {
            begin(call);
        } else {
            loop.thread().execute(() -> begin(call));
        }
    }

    private void begin(Call call) {
        Connection connection = free.poll();
        if (connection != null) {
            connection.send(call);
        } else {
            waiting.add(call);
            openOneMore();
        }
    }

    private void openOneMore() {
        if (connections < maxConnections) {
            connections++;
            bootstrap
                    .connect(address.base().getHost(), address.base().getPort())
                    .addListener(connect -> {
                        if (!connect.isSuccess()) {
                            connections--;
                            failAllWaiting();
                        }
                    });
        }
    }

    private void failAllWaiting() {
        for (Call call = waiting.poll(); call != null; call = waiting.poll()) {
            call.answered().with(Answered.NO_ANSWER, Unpooled.EMPTY_BUFFER);
        }
    }

    private FullHttpRequest request(Call call) {
        FullHttpRequest request =
                new DefaultFullHttpRequest(
                        HttpVersion.HTTP_1_1,
                        HttpMethod.POST,
                        call.path(),
                        Unpooled.wrappedBuffer(call.body()));
        request.headers()
                .set(HttpHeaderNames.HOST, address.hostAndPort())
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .set(HttpHeaderNames.CONTENT_LENGTH, call.body().length)
                .set(AccessTokens.HEADER, address.token());
        return request;
    }

    private final class Connection extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final Channel channel;
        private @Nullable Call current;

        Connection(Channel channel) {
            this.channel = channel;
        }

        void send(Call call) {
            current = call;
            channel.writeAndFlush(request(call), channel.voidPromise());
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            takeNext();
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            Call done = current;
            current = null;
            if (done != null) {
                done.answered().with(response.status().code(), response.content());
            }
            takeNext();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            connections--;
            free.remove(this);
            if (current != null) {
                current.answered().with(Answered.NO_ANSWER, Unpooled.EMPTY_BUFFER);
            }
            if (!waiting.isEmpty()) {
                openOneMore();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }

        private void takeNext() {
            Call next = waiting.poll();
            if (next != null) {
                send(next);
            } else {
                free.push(this);
            }
        }
    }
}
