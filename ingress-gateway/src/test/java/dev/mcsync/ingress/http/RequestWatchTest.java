package dev.mcsync.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.netty.NettyPipeline;

final class RequestWatchTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final EmbeddedChannel channel = new EmbeddedChannel();

    RequestWatchTest() {
        channel.freezeTime();
        channel.pipeline().addLast(NettyPipeline.HttpCodec, new HttpServerCodec());
        RequestCheck.over(channel);
        RequestWatch.over(channel, LIMIT);
    }

    @Test
    void headersThatDripAreCut() {
        send("GET / HTTP/1.1\r\nHost: h\r\n");
        for (int second = 0; second < 9; second++) {
            pass(Duration.ofSeconds(1));
            send("x");
        }
        assertThat(channel.isOpen()).isTrue();

        pass(Duration.ofSeconds(1));

        assertThat(answer()).startsWith("HTTP/1.1 408 ");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aRequestThatIsThereMayTakeItsTime() {
        send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        pass(Duration.ofHours(1));

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void theNextRequestOnAConnectionIsWatchedAgain() {
        send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        respond();
        pass(Duration.ofMinutes(1));
        send("GET / HT");

        pass(LIMIT);

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aBodyThatIsWaitedForIsLeftToOtherClocks() {
        send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n");
        pass(Duration.ofMinutes(1));
        send("a");

        pass(Duration.ofMinutes(1));

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aBodyThatNobodyReadsAfterTheAnswerHoldsTheConnectionForItsTimeOnly() {
        send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 60\r\n\r\n");
        respond();
        pass(LIMIT.minusSeconds(1));
        send("a");
        assertThat(channel.isOpen()).isTrue();

        pass(Duration.ofSeconds(1));

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void anAnswerAfterTheTimeOfABodyIsTheLastOne() {
        send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 60\r\n\r\n");
        pass(LIMIT);

        respond();

        assertThat(answer()).startsWith("HTTP/1.1 200 ");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aBodyThatComesAtLastKeepsItsConnection() {
        send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n");
        pass(LIMIT);
        send("abc");

        respond();

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void whatIsNoHttpAnyMoreIsLeftAlone() {
        send("GET /ws/board HTTP/1.1\r\nHost: h\r\n\r\n");
        channel.pipeline().remove(NettyPipeline.HttpCodec);
        send("a frame");

        pass(Duration.ofHours(1));

        assertThat(channel.isOpen()).isTrue();
    }

    private void send(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private void respond() {
        channel.writeOutbound(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
    }

    private void pass(Duration time) {
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    private String answer() {
        ByteBuf written = channel.readOutbound();
        return written.toString(StandardCharsets.US_ASCII);
    }
}
