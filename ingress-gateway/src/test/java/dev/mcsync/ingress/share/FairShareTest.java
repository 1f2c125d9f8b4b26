package dev.mcsync.ingress.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.ingress.GatewayUnderTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** What a token that waits too often is told, and what others notice of it, over HTTP. */
final class FairShareTest {

    private static final int WAITS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final BlockingQueue<String> ARRIVED = new LinkedBlockingQueue<>();
    private static final Sinks.One<String> WORK = Sinks.one();

    private static DisposableServer service;
    private static GatewayUnderTest gateway;
    private static HttpClient client;

    private final List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();

    @BeforeAll
    static void start() {
        service =
                HttpServer.create()
                        .host("127.0.0.1")
                        .port(0)
                        .handle((request, response) -> {
                            ARRIVED.add(request.uri());
                            return response.sendString(
                                    request.requestHeaders().contains("Prefer")
                                                    || request.uri().contains("slow")
                                            ? WORK.asMono()
                                            : Mono.just("read"));
                        })
                        .bindNow();
        gateway =
                GatewayUnderTest.start(
                        "--mc.realtime-url=http://127.0.0.1:" + service.port(),
                        "--mc.call-limits.waits-per-token=" + WAITS,
                        "--mc.call-limits.waits-per-agent=2",
                        "--mc.call-limits.short-per-token=2");
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        WORK.tryEmitValue("work");
        client.close();
        gateway.close();
        service.disposeNow();
    }

    @AfterEach
    void leave() {
        waiting.forEach(call -> call.cancel(true));
        ARRIVED.clear();
    }

    @Test
    void whoWaitsTooOftenIsToldToComeBackWhileOthersAndReadsGoOn() throws Exception {
        await("a");
        await("a");
        assertThat(poll("a", GatewayUnderTest.AGENT).statusCode()).isEqualTo(429);
        await("b");

        HttpResponse<String> refused = poll("c", GatewayUnderTest.AGENT);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("\"reason\":\"too_many_open\"");
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(read("/api/agents/a/commands", GatewayUnderTest.AGENT)).isEqualTo("read");
        assertThat(read("/api/dashboard/board", GatewayUnderTest.PANEL)).isEqualTo("read");
    }

    @Test
    void whoHasTooManyReadsOpenIsToldToComeBack() throws Exception {
        HttpRequest slow =
                request("/api/dashboard/tasks/slow/events", GatewayUnderTest.ADMIN).build();
        await(slow);
        await(slow);

        HttpResponse<String> refused = client.send(slow, BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("\"reason\":\"too_many_open\"");
        assertThat(read("/api/dashboard/board", GatewayUnderTest.PANEL)).isEqualTo("read");
    }

    private void await(String agent) throws InterruptedException {
        await(
                request("/api/agents/" + agent + "/commands", GatewayUnderTest.AGENT)
                        .header("Prefer", "wait=50")
                        .build());
    }

    /** Returns when the call has come to the service, where it waits. */
    private void await(HttpRequest call) throws InterruptedException {
        waiting.add(client.sendAsync(call, BodyHandlers.ofString()));
        assertThat(ARRIVED.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isNotNull();
    }

    private static HttpResponse<String> poll(String agent, String token) throws Exception {
        return client.send(
                request("/api/agents/" + agent + "/commands", token)
                        .header("Prefer", "wait=50")
                        .build(),
                BodyHandlers.ofString());
    }

    private static String read(String path, String token) throws Exception {
        return client.send(request(path, token).build(), BodyHandlers.ofString()).body();
    }

    private static HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(gateway.address() + path))
                .timeout(PATIENCE)
                .header(AccessTokens.HEADER, token);
    }
}
