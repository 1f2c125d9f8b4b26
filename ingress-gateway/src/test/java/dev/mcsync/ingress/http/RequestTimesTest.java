package dev.mcsync.ingress.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.ingress.GatewayUnderTest;
import dev.mcsync.ingress.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How long a request may take to arrive. In each test a patient gateway has had half a request for
 * longer than another one: with the same times it would have cut it off first.
 */
final class RequestTimesTest {

    private static final String BODY = "{\"agent_id\":\"agent-7\"}";
    private static final int HALF = 5;
    private static final String REQUEST =
            "POST /api/agents/heartbeat HTTP/1.1\r\nHost: here\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\nContent-Length: %d\r\nx-mc-token: %s\r\n\r\n"
                            .formatted(BODY.length(), GatewayUnderTest.AGENT)
                    + BODY.substring(0, HALF);
    private static final int PATIENCE_MILLIS = 20_000;

    private static GatewayUnderTest patient;

    @BeforeAll
    static void start() {
        patient = GatewayUnderTest.start("--mc.read-timeout=1h", "--mc.request-timeout=1h");
    }

    @AfterAll
    static void stop() {
        patient.close();
    }

    @Test
    void aPauseWithinABodyMayLastForItsTimeOnly() throws IOException {
        try (Socket kept = begin();
                GatewayUnderTest hasty =
                        GatewayUnderTest.start(
                                "--mc.read-timeout=300ms", "--mc.request-timeout=1h")) {
            assertThat(RawHttp.exchange(hasty, REQUEST).status()).isEqualTo(408);

            assertThat(finish(kept)).isEqualTo("HTTP/1.1 202");
        }
    }

    @Test
    void aWholeRequestMayTakeItsTimeOnlyHoweverSteadilyItComes() throws IOException {
        String begin = REQUEST.replaceFirst("Content-Length: [0-9]+", "Content-Length: 60000");
        try (Socket kept = begin();
                GatewayUnderTest hasty =
                        GatewayUnderTest.start(
                                "--mc.read-timeout=700ms", "--mc.request-timeout=700ms")) {
            assertThat(RawHttp.drip(hasty, begin, " ").status()).isEqualTo(408);

            assertThat(finish(kept)).isEqualTo("HTTP/1.1 202");
        }
    }

    private static Socket begin() throws IOException {
        int port = URI.create(patient.address()).getPort();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(REQUEST.getBytes(US_ASCII));
        return socket;
    }

    private static String finish(Socket socket) throws IOException {
        socket.getOutputStream().write(BODY.substring(HALF).getBytes(US_ASCII));
        String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
        return answer.lines().findFirst().orElse("").substring(0, "HTTP/1.1 202".length());
    }
}
