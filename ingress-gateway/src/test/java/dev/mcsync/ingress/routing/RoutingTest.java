package dev.mcsync.ingress.routing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.ingress.GatewayUnderTest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * Routing to a service behind, with the limits on requests set far below what long answers take.
 */
final class RoutingTest {

    private static final String BIG_FRAME = "x".repeat(300_000);
    private static final int CLOSE_CODE = 4008;

    private static final List<HttpHeaders> SEEN = new CopyOnWriteArrayList<>();

    private static DisposableServer service;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        service = HttpServer.create().host("127.0.0.1").port(0).route(RoutingTest::serve).bindNow();
        String address = "http://127.0.0.1:" + service.port();
        gateway =
                GatewayUnderTest.start(
                        "--mc.realtime-url=" + address,
                        "--mc.processor-url=" + address,
                        "--mc.sign-in-tries=1000",
                        "--server.netty.idle-timeout=400ms",
                        "--mc.read-timeout=300ms",
                        "--mc.request-timeout=400ms");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        service.disposeNow();
    }

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @Test
    void aServiceSeesTheGatewaysTokenAndTheCallersRole() {
        gateway.as(GatewayUnderTest.PANEL)
                .get()
                .uri(URI.create(gateway.address() + "/api/dashboard/board?q=a%20b"))
                .header(AccessTokens.ROLE_HEADER, "admin")
                .header("Cookie", "mc_session=x; other=y")
                .header("X-Forwarded-For", "192.0.2.1")
                .header("X-Forwarded-Host", "elsewhere.example")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("GET /api/dashboard/board?q=a%20b ");

        HttpHeaders seen = SEEN.getFirst();
        assertThat(seen.getAll(AccessTokens.HEADER)).containsExactly(GatewayUnderTest.INTERNAL);
        assertThat(seen.getAll(AccessTokens.ROLE_HEADER)).containsExactly("panel");
        assertThat(seen.get("Cookie")).isNull();
        assertThat(seen.get("X-Forwarded-For")).isNull();
        assertThat(seen.getAll("X-Forwarded-Host"))
                .containsExactly(URI.create(gateway.address()).getAuthority());
        assertThat(seen.get("Host")).isEqualTo(URI.create(gateway.address()).getAuthority());
    }

    @Test
    void noCallerCanMakeItsRoleGetLost() {
        // java.net.http would refuse to send such a Connection header.
        reactor.netty.http.client.HttpClient.create()
                .headers(headers ->
                        headers.set(AccessTokens.HEADER, GatewayUnderTest.PANEL)
                                .set("Connection", "x-mc-role, x-mc-token"))
                .get()
                .uri(gateway.address() + "/api/dashboard/board")
                .response()
                .block(Duration.ofSeconds(10));

        assertThat(SEEN.getFirst().getAll(AccessTokens.ROLE_HEADER)).containsExactly("panel");
    }

    @Test
    void aCallThatIsOpenToEverybodyIsVouchedForByNobody() {
        gateway.as(GatewayUnderTest.ADMIN)
                .get()
                .uri("/assets/index.js")
                .header(AccessTokens.ROLE_HEADER, "admin")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .value("Content-Security-Policy", policy -> assertThat(policy).doesNotContain("*"));

        assertThat(SEEN.getFirst().get(AccessTokens.HEADER)).isNull();
        assertThat(SEEN.getFirst().get(AccessTokens.ROLE_HEADER)).isNull();
    }

    @Test
    void bodiesAndStatusesPassThrough() {
        gateway.as(GatewayUnderTest.INTERNAL)
                .post()
                .uri("/api/internal/reconcile-agents")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"why\":\"now\"}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("POST /api/internal/reconcile-agents {\"why\":\"now\"}");
        gateway.anybody().get().uri("/missing").exchange().expectStatus().isNotFound();
    }

    @Test
    void aLongPollOutlastsTheLimitsOnRequests() {
        gateway.as(GatewayUnderTest.PANEL)
                .get()
                .uri("/api/dashboard/slow")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("slow");
    }

    @Test
    void anEventStreamArrivesPieceByPieceAndIsNotCut() {
        FluxExchangeResult<String> stream =
                gateway.as(GatewayUnderTest.PANEL)
                        .get()
                        .uri("/api/realtime/board")
                        .accept(MediaType.TEXT_EVENT_STREAM)
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .returnResult(String.class);

        assertThat(stream.getResponseBody().collectList().block(Duration.ofSeconds(10)))
                .containsExactly("0", "1", "2", "3");
    }

    @Test
    void aStreamOnWhichNothingHappensHasItsHeadAndItsFirstCommentAtOnce() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> stream =
                    client.sendAsync(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            gateway.address()
                                                                    + "/api/agents/agent-9/commands"))
                                            .header("x-mc-token", GatewayUnderTest.AGENT)
                                            .header("Accept", "text/event-stream")
                                            .build(),
                                    HttpResponse.BodyHandlers.ofInputStream())
                            .get(5, TimeUnit.SECONDS);
            try (InputStream body = stream.body()) {
                assertThat(
                                CompletableFuture.supplyAsync(() -> firstByte(body))
                                        .get(5, TimeUnit.SECONDS))
                        .isEqualTo(':');
            }
            client.shutdownNow();
        }
    }

    private static int firstByte(InputStream body) {
        try {
            return body.read();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Uptime monitors ask so, and no route may keep them waiting for what it will not send. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/tasks/tsk_1",
                "/missing",
                "/api/dashboard/board",
                "/api/dashboard/tasks/tsk_1",
                "/api/internal/reconcile-agents",
                "/api/realtime/board",
                "/api/agents/agent-7/commands",
                "/ws/board",
                "/api/session",
                "/docs",
                "/docs/swagger-ui.css",
                "/openapi.yaml",
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/prometheus"
            })
    void headAnswersWhatGetWould(String path) {
        for (String token : List.of(GatewayUnderTest.ADMIN, GatewayUnderTest.AGENT, "wrong")) {
            FluxExchangeResult<byte[]> get = ask(HttpMethod.GET, path, token);
            get.getResponseBody().blockFirst(Duration.ofSeconds(5));
            FluxExchangeResult<byte[]> head = ask(HttpMethod.HEAD, path, token);

            assertThat(head.getStatus()).as(path + " " + token).isEqualTo(get.getStatus());
            assertThat(head.getResponseHeaders().getContentType())
                    .isEqualTo(get.getResponseHeaders().getContentType());
            assertThat(head.getResponseHeaders().headerNames())
                    .containsAll(
                            get.getResponseHeaders().headerNames().stream()
                                    .filter(name -> !name.equalsIgnoreCase("transfer-encoding"))
                                    .toList());
            assertThat(head.getResponseBody().collectList().block(Duration.ofSeconds(5))).isEmpty();
        }
    }

    @Test
    void nobodyWaitsForWhatHeadDoesNotGet() {
        ask(HttpMethod.HEAD, "/api/agents/agent-7/commands", GatewayUnderTest.AGENT);

        assertThat(SEEN.getFirst().get("Prefer")).isNull();
    }

    private static FluxExchangeResult<byte[]> ask(HttpMethod method, String path, String token) {
        return gateway.as(token)
                .method(method)
                .uri(path)
                .header("Prefer", "wait=60")
                .exchange()
                .returnResult(byte[].class);
    }

    @Test
    void aWebSocketCarriesTextBothWaysAndOutlastsTheLimits() throws Exception {
        Line line = new Line();
        WebSocket socket = open(line);

        socket.sendText("hello", true).get(5, TimeUnit.SECONDS);
        assertThat(line.next()).isEqualTo("hello");
        socket.sendText("big", true).get(5, TimeUnit.SECONDS);
        assertThat(line.next()).isEqualTo(BIG_FRAME);

        // Quiet for longer than any limit on requests or idle connections.
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS))
                .get(5, TimeUnit.SECONDS);
        socket.sendText("still here", true).get(5, TimeUnit.SECONDS);
        assertThat(line.next()).isEqualTo("still here");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(5, TimeUnit.SECONDS);
    }

    /** A browser's page is told by its origin, which the service compares with this host. */
    @Test
    void aServiceHearsWhichHostTheWebSocketWasOpenedAt() throws Exception {
        Line line = new Line();
        open(line).sendText("hello", true).get(5, TimeUnit.SECONDS);
        assertThat(line.next()).isEqualTo("hello");

        assertThat(SEEN.getFirst().getAll("X-Forwarded-Host"))
                .containsExactly(URI.create(gateway.address()).getAuthority());
    }

    @Test
    void theServicesCloseCodeReachesTheClient() throws Exception {
        Line line = new Line();
        open(line).sendText("leave", true).get(5, TimeUnit.SECONDS);

        assertThat(line.closeCode.get(5, TimeUnit.SECONDS)).isEqualTo(CLOSE_CODE);
    }

    @Test
    void aRequestThatDoesNotArriveInTimeIsCut() throws Exception {
        try (var socket =
                new Socket(
                        InetAddress.getLoopbackAddress(),
                        URI.create(gateway.address()).getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            ("POST /api/agents/events HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
                                            + "Content-Length: 100\r\n"
                                            + AccessTokens.HEADER
                                            + ": "
                                            + GatewayUnderTest.AGENT
                                            + "\r\n\r\n{")
                                    .getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer)
                    .satisfiesAnyOf(
                            text -> assertThat(text).isEmpty(),
                            text -> assertThat(text).startsWith("HTTP/1.1 408"));
        }
    }

    @Test
    void aServiceOutOfReachIsAProblemAndNoStackTrace() {
        try (GatewayUnderTest alone =
                GatewayUnderTest.start(
                        "--mc.realtime-url=http://127.0.0.1:1",
                        "--mc.processor-url=http://127.0.0.1:1")) {
            for (String path : List.of("/", "/api/dashboard/board", "/api/internal/x")) {
                alone.as(GatewayUnderTest.ADMIN)
                        .get()
                        .uri(path)
                        .exchange()
                        .expectStatus()
                        .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
                        .expectHeader()
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .expectHeader()
                        .valueEquals("Retry-After", "2")
                        .expectBody()
                        .jsonPath("$.reason")
                        .isEqualTo("service_unreachable");
            }
        }
    }

    private static void serve(HttpServerRoutes routes) {
        routes.get("/api/dashboard/slow", (_, response) -> response.sendString(slowly()))
                .get(
                        "/api/realtime/board",
                        (_, response) ->
                                response.header("content-type", "text/event-stream")
                                        .sse()
                                        .sendString(events()))
                .get(
                        "/api/agents/agent-9/commands",
                        (_, response) ->
                                response.header("content-type", "text/event-stream")
                                        .sse()
                                        .sendString(Flux.concat(Mono.just(":\n\n"), Mono.never())))
                .ws("/ws/board", RoutingTest::talk)
                .route(_ -> true, RoutingTest::echo);
    }

    private static Mono<String> slowly() {
        return Mono.just("slow").delayElement(Duration.ofMillis(1500));
    }

    private static Flux<String> events() {
        return Flux.interval(Duration.ofMillis(500)).map(i -> "data:" + i + "\n\n").take(4);
    }

    private static Publisher<Void> talk(WebsocketInbound in, WebsocketOutbound out) {
        SEEN.add(in.headers().copy());
        return in.receiveFrames()
                .ofType(TextWebSocketFrame.class)
                .map(TextWebSocketFrame::text)
                .concatMap(text ->
                        switch (text) {
                            case "leave" -> out.sendClose(CLOSE_CODE, "too slow");
                            case "big" -> out.sendString(Mono.just(BIG_FRAME)).then();
                            default -> out.sendString(Mono.just(text)).then();
                        });
    }

    private static Publisher<Void> echo(HttpServerRequest request, HttpServerResponse response) {
        SEEN.add(request.requestHeaders().copy());
        return response.status(request.uri().startsWith("/missing") ? 404 : 200)
                .header("content-security-policy", "default-src *")
                .sendString(
                        request.receive()
                                .aggregate()
                                .asString()
                                .defaultIfEmpty("")
                                .map(body -> request.method() + " " + request.uri() + " " + body));
    }

    private static WebSocket open(Line line) throws Exception {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create(gateway.address().replace("http", "ws") + "/ws/board?ticket=t"),
                        line)
                .get(10, TimeUnit.SECONDS);
    }

    /** What came in, message by message. */
    private static final class Line implements WebSocket.Listener {

        private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();
        private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                queue.add(partial.toString());
                partial.setLength(0);
            }
            webSocket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closeCode.complete(statusCode);
            return CompletableFuture.completedFuture(null);
        }

        String next() throws InterruptedException {
            String message = queue.poll(5, TimeUnit.SECONDS);
            assertThat(message).as("a message within five seconds").isNotNull();
            return message;
        }
    }
}
