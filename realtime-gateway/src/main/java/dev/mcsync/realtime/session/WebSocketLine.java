package dev.mcsync.realtime.session;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import reactor.netty.http.websocket.WebsocketOutbound;

/** Frames as text frames; all clients' frames stand on the same bytes. */
final class WebSocketLine extends NettyLine {

    private final WebsocketOutbound out;

    WebSocketLine(Channel channel, WebsocketOutbound out) {
        super(channel);
        this.out = out;
    }

    @Override
    Object message(Frame frame) {
        return new TextWebSocketFrame(Unpooled.wrappedBuffer(frame.json()));
    }

    @Override
    void sayGoodbye(CloseCode code) {
        out.sendClose(code.code(), code.reason()).subscribe(null, _ -> channel.close());
    }
}
