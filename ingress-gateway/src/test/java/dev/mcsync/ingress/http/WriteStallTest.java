package dev.mcsync.ingress.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.ingress.GatewayUnderTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Below the limit of where nothing is set, which is longer than the test waits. */
final class WriteStallTest {

    private static final int PATIENCE_SECONDS = 20;
    private static final String PART = "x".repeat(16 * 1024);

    private final CountDownLatch cut = new CountDownLatch(1);
    private final DisposableServer service =
            HttpServer.create()
                    .host("127.0.0.1")
                    .port(0)
                    .doOnConnection(connection -> connection.onDispose(cut::countDown))
                    .handle((_, response) ->
                            response.sendString(Flux.<String>generate(sink -> sink.next(PART))))
                    .bindNow();

    @AfterEach
    void stop() {
        service.disposeNow();
    }

    @Test
    void whoeverTakesNothingOfAnAnswerIsCutAfterItsTime() throws Exception {
        try (GatewayUnderTest gateway =
                        GatewayUnderTest.start(
                                "--mc.realtime-url=http://127.0.0.1:" + service.port(),
                                "--mc.write-stall=500ms");
                Socket client = ask(gateway)) {
            assertThat(client.isConnected()).isTrue();

            assertThat(cut.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Socket ask(GatewayUnderTest gateway) throws IOException {
        int port = URI.create(gateway.address()).getPort();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write(
                        "GET /api/dashboard/board HTTP/1.1\r\nHost: here\r\nx-mc-token: %s\r\n\r\n"
                                .formatted(GatewayUnderTest.PANEL)
                                .getBytes(US_ASCII));
        return socket;
    }
}
