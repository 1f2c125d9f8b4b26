package dev.mcsync.service.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

final class ConnectionGuardTest {

    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PART = "x".repeat(16 * 1024);

    /** More than the buffers of any system between hold. */
    private static final int PARTS = 4_000;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final DisposableServer server =
            HttpServer.create()
                    .host("127.0.0.1")
                    .port(0)
                    .doOnChannelInit((_, channel, _) -> ConnectionGuard.over(channel, LIMIT))
                    .doOnConnection(connection -> connection.onDispose(ended::countDown))
                    .handle((request, response) -> answer(request.uri(), response))
                    .bindNow();

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    @Test
    void whoeverReadsNothingIsCut() throws Exception {
        try (Socket client = ask("/long")) {
            assertThat(client.isConnected()).isTrue();

            assertThat(ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        }
    }

    @Test
    void whoeverReadsSlowlyReadsToTheEnd() throws Exception {
        try (Socket client = ask("/long")) {
            client.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            InputStream in = client.getInputStream();
            byte[] part = new byte[1024 * 1024];
            long left = (long) PARTS * PART.length();
            while (left > 0) {
                int count = in.readNBytes(part, 0, Math.toIntExact(Math.min(left, part.length)));
                assertThat(count).isPositive();
                left -= count;
                LockSupport.parkNanos(LIMIT.dividedBy(6).toNanos());
            }
        }
    }

    @Test
    void whoeverWaitsForAnAnswerIsLeftWaiting() throws Exception {
        try (Socket client = ask("/late")) {
            client.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));

            String head = new String(client.getInputStream().readNBytes(12), US_ASCII);

            assertThat(head).isEqualTo("HTTP/1.1 200");
        }
    }

    private static Publisher<Void> answer(String uri, HttpServerResponse response) {
        return uri.equals("/long")
                ? response.sendString(Flux.range(0, PARTS).map(_ -> PART))
                : response.sendString(Mono.delay(LIMIT.multipliedBy(4)).map(_ -> "at last"));
    }

    private Socket ask(String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        socket.getOutputStream()
                .write("GET %s HTTP/1.1\r\nHost: h\r\n\r\n".formatted(path).getBytes(US_ASCII));
        return socket;
    }
}
