package dev.mcsync.ingress.http;

import dev.mcsync.service.problem.Problem;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import reactor.netty.NettyPipeline;

/**
 * Refuses what is no request that anything could answer, in so many words, before the web server
 * sees it. Answers that are owed to earlier requests of the connection come first; after a refusal
 * the connection ends. One for each connection, on its thread.
 */
final class RequestCheck extends ChannelDuplexHandler {

    /** Another handler of the connection found that its request must be refused. */
    record Fault(Problem problem) {

        static Fault of(Problem problem) {
            return new Fault(problem);
        }
    }

    /** The time for a request is over, and its body is not all there yet. */
    record Overdue() {}

    private int answersOwed;
    private boolean isAnswering;
    private boolean isInformation;
    private boolean isOverdue;
    private @Nullable Problem refusal;

    private RequestCheck() {}

    static void over(Channel channel) {
        channel.pipeline().addAfter(NettyPipeline.HttpCodec, "mc.requestCheck", new RequestCheck());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refusal != null) {
            ReferenceCountUtil.release(message);
            return;
        }
        Optional<Problem> fault =
                message instanceof HttpRequest request
                        ? RequestFaults.find(request)
                        : Optional.empty();
        if (fault.isPresent()) {
            ReferenceCountUtil.release(message);
            refuseInTurn(context, fault.get());
        } else if (message instanceof HttpContent content && content.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            refuseRunning(context, RequestFaults.undecoded(content.decoderResult().cause()));
        } else {
            if (message instanceof HttpRequest) {
                answersOwed++;
            }
            if (message instanceof LastHttpContent) {
                isOverdue = false;
            }
            context.fireChannelRead(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        switch (event) {
            case Fault(Problem problem) -> {
                if (refusal == null) {
                    refuseInTurn(context, problem);
                }
            }
            case Overdue() -> {
                isOverdue = true;
                endOverdue(context);
            }
            default -> context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            isInformation = isInformation(response);
            isAnswering = !isInformation;
        }
        context.write(message, promise);
        if (message instanceof LastHttpContent && !isInformation) {
            isAnswering = false;
            answersOwed--;
            if (refusal != null && answersOwed == 0) {
                refuse(context, refusal);
            } else if (isOverdue) {
                endOverdue(context);
            }
        }
    }

    /** As the answer to a request that the web server never heard of. */
    private void refuseInTurn(ChannelHandlerContext context, Problem problem) {
        refusal = problem;
        if (answersOwed == 0) {
            refuse(context, problem);
        }
    }

    /** As the answer to the request that the web server is at; its end cancels that. */
    private void refuseRunning(ChannelHandlerContext context, Problem problem) {
        refusal = problem;
        if (answersOwed == 1 && !isAnswering) {
            refuse(context, problem);
        } else {
            context.close();
        }
    }

    /** Once the answer is out nobody waits for the rest of the body. */
    private void endOverdue(ChannelHandlerContext context) {
        if (answersOwed == 0) {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static void refuse(ChannelHandlerContext context, Problem problem) {
        var answer =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(problem.status().value()),
                        Unpooled.wrappedBuffer(problem.bytes()));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .set(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes())
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set("X-Content-Type-Options", "nosniff")
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    /** Such as 100: the answer itself is still to come. A switch of protocols is an answer. */
    private static boolean isInformation(HttpResponse response) {
        return response.status().codeClass() == HttpStatusClass.INFORMATIONAL
                && !response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    }
}
