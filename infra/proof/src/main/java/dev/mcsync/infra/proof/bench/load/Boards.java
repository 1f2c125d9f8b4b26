package dev.mcsync.infra.proof.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.json.JsonMapper;

/** Opens boards as panels do. One that is closed by the service fails the measurement. */
final class Boards implements AutoCloseable {

    private static final int LONGEST_FRAME = 16 << 20;
    private static final int LONGEST_HANDSHAKE = 64 << 10;
    private static final String HELLO = "{\"op\":\"hello\"}";
    private static final byte[] LIVE = "{\"op\":\"live\"".getBytes(UTF_8);

    private final Loop loop;
    private final Address address;
    private final Calls calls;
    private final JsonMapper json = JsonMapper.builder().build();
    private final List<Channel> open = new ArrayList<>();

    /**
     * @param calls by which tickets are had
     */
    Boards(Loop loop, Address address, Calls calls) {
        this.loop = loop;
        this.address = address;
        this.calls = calls;
    }

    /** Done when the board is complete and hears of every change. */
    CompletableFuture<Void> open(Board board) {
        CompletableFuture<Void> live = new CompletableFuture<>();
        if (address.isTicketed()) {
            calls.post(
                    "/api/realtime/tickets",
                    "{}".getBytes(UTF_8),
                    (status, body) -> {
                        String answer = body.toString(UTF_8);
                        if (status / 100 == 2) {
                            connect(
                                    "?ticket=" + json.readTree(answer).path("ticket").asString(),
                                    board,
                                    live);
                        } else {
                            live.completeExceptionally(
                                    new IllegalStateException(
                                            "Expected a ticket, found " + status + " " + answer));
                        }
                    });
        } else {
            loop.thread().execute(() -> connect("", board, live));
        }
        return live;
    }

    /** How many are open. */
    int count() {
        return loop.thread().submit(open::size).syncUninterruptibly().getNow();
    }

    @Override
    public void close() {
        loop.thread().submit(() -> open.forEach(Channel::close)).syncUninterruptibly();
    }

    private void connect(String query, Board board, CompletableFuture<Void> live) {
        WebSocketClientProtocolConfig socket =
                WebSocketClientProtocolConfig.newBuilder()
                        .webSocketUri("ws://" + address.hostAndPort() + "/ws/board" + query)
                        .maxFramePayloadLength(LONGEST_FRAME)
                        .build();
        loop.bootstrap(
                        new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(SocketChannel channel) {
                                channel.pipeline()
                                        .addLast(
                                                new HttpClientCodec(),
                                                new HttpObjectAggregator(LONGEST_HANDSHAKE),
                                                new WebSocketClientProtocolHandler(socket),
                                                new Frames(board, live));
                            }
                        })
                .connect(address.base().getHost(), address.base().getPort())
                .addListener(connect -> {
                    if (!connect.isSuccess()) {
                        live.completeExceptionally(connect.cause());
                    }
                });
    }

    private final class Frames extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private final Board board;
        private final CompletableFuture<Void> live;

        Frames(Board board, CompletableFuture<Void> live) {
            this.board = board;
            this.live = live;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            open.add(context.channel());
            context.fireChannelActive();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                context.writeAndFlush(new TextWebSocketFrame(HELLO));
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
            ByteBuf text = frame.content();
            if (!live.isDone() && Reports.startsWith(text, LIVE)) {
                live.complete(null);
            }
            board.tells(text);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            open.remove(context.channel());
            live.completeExceptionally(new IllegalStateException("The board was closed"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            live.completeExceptionally(cause);
            context.close();
        }
    }
}
