package dev.mcsync.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.ingress.GatewayUnderTest;
import dev.mcsync.ingress.RawHttp;
import dev.mcsync.ingress.RawHttp.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Requests as no client library would send them, before a service that answers in chunks. */
@ExtendWith(OutputCaptureExtension.class)
final class RawRequestsTest {

    private static final String TOKEN = "x-mc-token: " + GatewayUnderTest.PANEL + "\r\n";
    private static final String CLOSE = "Connection: close\r\n";

    private static DisposableServer service;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        service =
                HttpServer.create()
                        .host("127.0.0.1")
                        .port(0)
                        .route(routes ->
                                routes.get("/breaks", (_, response) -> breakingOff(response))
                                        .route(_ -> true, RawRequestsTest::inPieces))
                        .bindNow();
        String address = "http://127.0.0.1:" + service.port();
        gateway =
                GatewayUnderTest.start(
                        "--mc.realtime-url=" + address,
                        "--mc.processor-url=" + address,
                        "--mc.request-timeout=700ms",
                        "--mc.read-timeout=500ms");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.disposeNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/tasks/tsk_1", "/api/dashboard/board"})
    void aHealthCheckOfTheFirstHttpNeedsNoHost(String path) throws IOException {
        Answer answer = RawHttp.exchange(gateway, "GET " + path + " HTTP/1.0\r\n" + TOKEN + "\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("one two " + path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/dashboard/board", "/openapi.yaml", "/actuator/health"})
    void withoutAHostNoOtherRequestIsTaken(String path) throws IOException {
        Answer answer = RawHttp.exchange(gateway, "GET " + path + " HTTP/1.1\r\n" + TOKEN + "\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.isProblem("host_expected")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Connection: keep-alive\r\n"})
    void theFirstHttpGetsNoChunks(String header) throws IOException {
        Answer routed =
                RawHttp.exchange(
                        gateway, "GET /a HTTP/1.0\r\nHost: here\r\n" + header + TOKEN + "\r\n");
        Answer own =
                RawHttp.exchange(gateway, "GET /docs HTTP/1.0\r\nHost: here\r\n" + header + "\r\n");

        assertThat(routed.body()).isEqualTo("one two /a");
        assertThat(routed.head()).doesNotContain("transfer-encoding", "keep-alive");
        assertThat(own.body()).startsWith("<!doctype html>");
        assertThat(own.head()).doesNotContain("transfer-encoding", "keep-alive");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /%s HTTP/1.1, 5000, 414, target_too_long",
        "GET / HTTP/1.1\\r\\nx-long: %s, 9000, 431, headers_too_large",
        "GET /tasks?q=\u00c3\u00a9%s HTTP/1.1, 0, 400, invalid_target",
        "GET /\u0001%s HTTP/1.1, 0, 400, invalid_target",
        "GET /a\"%s HTTP/1.1, 0, 400, invalid_target",
        "GET /a^b?%s HTTP/1.1, 0, 400, invalid_target",
        "GET /a%%zz%s HTTP/1.1, 0, 400, invalid_target",
        "GET *%s HTTP/1.1, 0, 400, invalid_target",
        "GET /%s HTTP/9.9, 0, 505, unknown_http_version",
        "no%s, 0, 400, unreadable_request",
        "GET / HTTP/1.1\\r\\n: x%s, 0, 400, unreadable_request",
        "GET / HTTP/1.1\\r\\nHost: here%s, 0, 400, host_expected",
        "GET / HTTP/1.0\\r\\nHost: here%s, 0, 400, host_expected",
        "POST /api/session HTTP/1.1\\r\\nContent-Length: -1%s, 0, 400, unreadable_request"
    })
    void whatIsNoRequestIsRefusedInSoManyWords(String start, int length, int status, String reason)
            throws IOException {
        String text = start.formatted("x".repeat(length)).replace("\\r\\n", "\r\n");

        Answer answer =
                RawHttp.exchange(gateway, text + "\r\nHost: here\r\n" + CLOSE + TOKEN + "\r\n");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.isProblem(reason)).as(answer.toString()).isTrue();
    }

    @Test
    void twoHundredHeadersAreFineWithinTheirLimit() throws IOException {
        StringBuilder headers = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            headers.append("x-").append(i).append(": y\r\n");
        }

        Answer answer =
                RawHttp.exchange(
                        gateway, "GET /docs HTTP/1.1\r\nHost: here\r\n" + CLOSE + headers + "\r\n");

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void aPieceOfABodyThatCannotBeReadIsRefused() throws IOException {
        Answer answer =
                RawHttp.exchange(
                        gateway,
                        "POST /api/session HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\nnot-hexadecimal\r\n{}\r\n0\r\n\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.isProblem("unreadable_request")).isTrue();
    }

    @Test
    void anAnswerThatIsOwedComesBeforeARefusal() throws IOException {
        Answer answer =
                RawHttp.exchange(
                        gateway,
                        "GET /a HTTP/1.1\r\nHost: here\r\n\r\nGET /b HTTP/9.9\r\nHost: here\r\n\r\n");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).containsSubsequence("/a", "HTTP/1.1 505");
    }

    @Test
    void aHeadThatIsTooSlowIsAProblem() throws IOException {
        Answer answer = RawHttp.exchange(gateway, "GET / HTTP/1.1\r\nHost: he");

        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.isProblem("request_timeout")).isTrue();
    }

    /** Each piece comes in time: it is the whole that takes too long. */
    @ParameterizedTest
    @CsvSource({
        "GET /, x",
        "GET / HTTP/1.1\\r\\nHost: here\\r\\n, x",
        "GET / HTTP/1.1\\r\\nHost: here\\r\\n, x: y\\r\\n",
        "POST /api/agents/events HTTP/1.1\\r\\nContent-Length: 60000%s, ' '",
        "POST /api/agents/events HTTP/1.1\\r\\nTransfer-Encoding: chunked%s, '1\\r\\n \\r\\n'",
        "POST /api/dashboard/tasks/tsk_1/retry HTTP/1.1\\r\\nContent-Length: 60000%s, ' '"
    })
    void aRequestThatTricklesIsAProblem(String begin, String piece) throws IOException {
        String head =
                "\\r\\nHost: here\\r\\nContent-Type: application/json\\r\\nx-mc-token: %s\\r\\n\\r\\n"
                        .formatted(GatewayUnderTest.ADMIN);

        Answer answer = RawHttp.drip(gateway, lines(begin.replace("%s", head)), lines(piece));

        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.isProblem("request_timeout")).as(answer.toString()).isTrue();
    }

    /** Nobody waits for the body: there is no token, or the service answers without it. */
    @ParameterizedTest
    @CsvSource({"/api/agents/events, '', 401", "/api/internal/reconcile-agents, x-mc-token, 200"})
    void aBodyThatTricklesAfterItsAnswerHoldsNoConnection(String path, String header, int status)
            throws IOException {
        String token = header.isEmpty() ? "" : header + ": " + GatewayUnderTest.ADMIN + "\r\n";

        Answer answer =
                RawHttp.drip(
                        gateway,
                        "POST %s HTTP/1.1\r\nHost: here\r\n%sContent-Length: 60000\r\n\r\n"
                                .formatted(path, token),
                        " ");

        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void noRequestLeavesATraceInTheLog(CapturedOutput log) throws IOException {
        for (int i = 0; i < 5; i++) {
            RawHttp.exchange(gateway, "GET / HTTP/1.0\r\n\r\n");
            RawHttp.exchange(gateway, "GET / HTTP/1.1\r\n\r\n");
            RawHttp.exchange(gateway, "GET /\u00e9 HTTP/1.1\r\nHost: here\r\n\r\n");
            RawHttp.exchange(gateway, "nonsense\r\n\r\n");
            hangUp(
                    "POST /api/session HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{");
            hangUp("GET / HTTP/1.1\r\nHost: here\r\n\r\n");
            RawHttp.exchange(gateway, "GET /breaks HTTP/1.1\r\nHost: here\r\n" + CLOSE + "\r\n");
        }

        assertThat(log.getAll().lines().filter(line -> line.startsWith("\tat "))).isEmpty();
    }

    private static String lines(String text) {
        return text.replace("\\r\\n", "\r\n");
    }

    private static void hangUp(String request) throws IOException {
        try (Socket socket =
                new Socket(
                        InetAddress.getLoopbackAddress(),
                        URI.create(gateway.address()).getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static Publisher<Void> inPieces(
            HttpServerRequest request, HttpServerResponse response) {
        return response.sendString(
                Flux.just("one ", "two ", request.uri()).delayElements(Duration.ofMillis(10)));
    }

    private static Publisher<Void> breakingOff(HttpServerResponse response) {
        response.withConnection(connection ->
                connection
                        .channel()
                        .eventLoop()
                        .schedule(connection::dispose, 50, TimeUnit.MILLISECONDS));
        return response.sendString(Flux.just("half").concatWith(Mono.never()));
    }
}
