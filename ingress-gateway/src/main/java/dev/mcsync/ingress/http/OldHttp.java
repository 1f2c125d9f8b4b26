package dev.mcsync.ingress.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import reactor.netty.NettyPipeline;

/**
 * Speaks to those who ask in HTTP/1.0, which knows neither chunks nor upgrades: their answers end
 * with the connection. One for each connection, on its thread.
 */
final class OldHttp extends ChannelDuplexHandler {

    private boolean isOld;

    private OldHttp() {}

    static void over(Channel channel) {
        channel.pipeline().addAfter(NettyPipeline.HttpCodec, "mc.oldHttp", new OldHttp());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            isOld = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
            if (isOld) {
                // Without a wish to keep it, the web server closes the connection after the answer.
                request.headers().remove(HttpHeaderNames.CONNECTION);
                request.headers().remove(HttpHeaderNames.UPGRADE);
            }
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (isOld && message instanceof HttpResponse response) {
            response.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
        }
        context.write(message, promise);
    }
}
