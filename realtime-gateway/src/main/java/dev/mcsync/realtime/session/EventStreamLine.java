package dev.mcsync.realtime.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.mcsync.contracts.json.ObjectWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;

/** Frames as server-sent events, in chunks of an HTTP response whose headers have been sent. */
final class EventStreamLine extends NettyLine {

    private static final byte[] COMMENT = ":\n\n".getBytes(US_ASCII);
    private static final byte[] END = "\n\n".getBytes(US_ASCII);

    EventStreamLine(Channel channel) {
        super(channel);
    }

    /** A comment at once, so that nobody takes a board that is being gathered for a dead line. */
    void greet() {
        channel.writeAndFlush(content(Unpooled.wrappedBuffer(COMMENT)));
    }

    @Override
    Object message(Frame frame) {
        String id = frame.cursor() == null ? "" : "id:" + frame.cursor() + "\n";
        String head = "event:" + frame.op() + "\n" + id + "data:";
        return content(Unpooled.wrappedBuffer(head.getBytes(US_ASCII), frame.json(), END));
    }

    /** With an empty id the browser forgets its cursor, which after a gap is worth nothing. */
    @Override
    void sayGoodbye(CloseCode code) {
        String json =
                new ObjectWriter()
                        .text("op", "closed")
                        .number("code", code.code())
                        .text("reason", code.reason())
                        .finish();
        String id = code == CloseCode.GAP_FOUND ? "id:\n" : "";
        String event = "event:closed\n" + id + "data:" + json + "\n\n";
        channel.writeAndFlush(content(Unpooled.copiedBuffer(event, US_ASCII)))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private static DefaultHttpContent content(ByteBuf bytes) {
        return new DefaultHttpContent(bytes);
    }
}
