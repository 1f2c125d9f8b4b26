package dev.mcsync.infra.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.local.run.Readiness;
import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.BoardSocket;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.proof.system.SystemProcess;
import dev.mcsync.ingress.IngressGateway;
import dev.mcsync.realtime.RealtimeGateway;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * A second ingress-gateway with a realtime-gateway of its own beside those of a running system. No
 * caller knows which of them a balancer leads it to, so each step goes to the other one.
 */
class TwoGatewaysIT {

    private static final String INTERNAL_TOKEN = "two-gateways-internal-token-0000";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir static Path directory;
    private static SystemProcess system;
    private static RunFile run;
    private static ConfigurableApplicationContext secondRealtime;
    private static ConfigurableApplicationContext secondIngress;
    private static McApi one;
    private static McApi other;

    @BeforeAll
    static void start() {
        system =
                new SystemProcess(
                        directory.resolve("data"),
                        LoopbackPorts.free(),
                        Map.of(
                                "MC_INTERNAL_TOKEN", INTERNAL_TOKEN,
                                // A busy machine decides in its own time.
                                "MC_CREATE_WAIT", "20s",
                                "MC_CHANGE_WAIT", "20s"));
        run = system.start();
        secondRealtime = RealtimeGateway.start(settings("--mc.postgres-url=" + run.postgres()));
        secondIngress =
                IngressGateway.start(
                        settings(
                                "--mc.realtime-url=" + address(secondRealtime),
                                "--mc.create-wait=20s",
                                "--mc.change-wait=20s"));
        one = system.api(run);
        other = new McApi(address(secondIngress), run.token());
        Readiness readiness = new Readiness(HTTP);
        readiness.await("the second realtime-gateway", address(secondRealtime));
        readiness.await("the second ingress-gateway", address(secondIngress));
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
        secondIngress.close();
        secondRealtime.close();
        system.close();
    }

    @Test
    void anAgentWorksThroughBothAsThroughOne() throws Exception {
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(
                        () -> other.get("/api/agents/agt_both/commands", "Prefer", "wait=30"));
        Answer created = create(one, "agt_both", "cmd_both");
        assertThat(created.status()).isEqualTo(201);
        Answer again = create(other, "agt_both", "cmd_both");
        assertThat(again.text("task_id")).isEqualTo(created.text("task_id"));

        Answer polled = waiting.orTimeout(40, TimeUnit.SECONDS).join();
        assertThat(polled.body().path("commands"))
                .extracting(command -> command.path("command_id").asString())
                .containsExactly("cmd_both");
        Answer acked = report(one, created, "evt_both_ack", "ack");
        assertThat(acked.status()).isEqualTo(200);
        assertThat(report(other, created, "evt_both_ack", "ack")).isEqualTo(acked);

        String task = "/api/dashboard/tasks/" + created.text("task_id");
        long version = acked.body().path("version").asLong();
        Answer seen = other.get(task + "?at_least_version=" + version);
        assertThat(seen.text("status")).isEqualTo("ack");
        assertThat(other.get("/api/agents/agt_both/commands").body().path("commands")).isEmpty();

        assertThat(report(other, created, "evt_both_run", "running").status()).isEqualTo(200);
        assertThat(one.post(task + "/cancel", Map.of()).status()).isEqualTo(200);
        await(
                "the agent is told to stop",
                () ->
                        other.post("/api/agents/heartbeat", Map.of("agent_id", "agt_both"))
                                .body()
                                .path("cancelled")
                                .toString()
                                .contains("cmd_both"));
    }

    @Test
    void aBoardGoesOnAtTheOtherFromItsCursor() {
        create(one, "agt_of_nothing", "cmd_before");
        String cursor;
        try (BoardSocket board = one.openBoard()) {
            cursor = cursorOf(board);
        }
        Answer later = create(one, "agt_of_nothing", "cmd_later");

        try (BoardSocket board = other.openBoard(Optional.of(cursor))) {
            List<String> ops = new ArrayList<>();
            Optional<JsonNode> told =
                    board.await(
                            frame -> {
                                ops.add(frame.path("op").asString());
                                return frame.at("/task/task_id")
                                        .asString("")
                                        .equals(later.text("task_id"));
                            },
                            SOON);
            assertThat(told).isPresent();
            assertThat(ops).startsWith("resumed").doesNotContain("reset");
        }
    }

    @Test
    void aTicketOfOneOpensTheBoardAtTheOtherOnce() {
        String ticket = one.post("/api/realtime/tickets", Map.of()).text("ticket");
        Visit first = Visit.at(other.base(), ticket);
        assertThat(first.firstFrame.orTimeout(20, TimeUnit.SECONDS).join()).contains("reset");
        first.socket.abort();

        Visit second = Visit.at(other.base(), ticket);
        assertThat(second.closeCode.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(4001);
    }

    @Test
    void aPersonSignsInAtOneAndWorksAtTheOtherUntilSigningOutAnywhere() throws Exception {
        String cookie = signIn(one.base());
        Answer created = create(one, "agt_of_nothing", "cmd_person");
        String task = "/api/dashboard/tasks/" + created.text("task_id");

        assertThat(call(other.base(), "POST", task + "/cancel", cookie)).isEqualTo(200);
        assertThat(call(other.base(), "DELETE", "/api/session", cookie)).isEqualTo(204);

        assertThat(call(other.base(), "GET", task, cookie)).isEqualTo(401);
        await("the end is heard", () -> call(one.base(), "GET", task, cookie) == 401);
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("Expected that " + what).isLessThan(deadline);
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private static String[] settings(String... own) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "--server.port=0",
                                "--server.address=127.0.0.1",
                                "--spring.main.register-shutdown-hook=false",
                                "--logging.structured.format.console=",
                                "--mc.local=true",
                                "--mc.token=" + run.token(),
                                "--mc.internal-token=" + INTERNAL_TOKEN,
                                "--mc.kafka-bootstrap-servers=" + run.kafka()));
        all.addAll(List.of(own));
        return all.toArray(String[]::new);
    }

    private static String address(ConfigurableApplicationContext context) {
        return "http://127.0.0.1:"
                + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    private static Answer create(McApi api, String agent, String command) {
        return api.post(
                "/api/dashboard/tasks",
                Map.of("title", "Two gateways", "agent_id", agent, "command_id", command));
    }

    private static Answer report(McApi api, Answer created, String event, String type) {
        return api.post(
                "/api/agents/events",
                Map.of(
                        "event_id",
                        event,
                        "agent_id",
                        "agt_both",
                        "task_id",
                        created.text("task_id"),
                        "command_id",
                        created.text("command_id"),
                        "type",
                        type),
                "Prefer",
                "wait=20");
    }

    private static String cursorOf(BoardSocket board) {
        return board.awaitLive(SOON).orElseThrow().path("cursor").asString();
    }

    /** Gives the cookie's value: its name has the port, which a balancer makes the same. */
    private static String signIn(URI base) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve("/api/session"))
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString("{\"token\":\"" + run.token() + "\"}"))
                        .build();
        HttpResponse<Void> answer = HTTP.send(request, BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(200);
        String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
        return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    }

    /** As the panel of that address does. */
    private static int call(URI base, String method, String path, String cookie) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(Duration.ofSeconds(40))
                        .header("content-type", "application/json")
                        .header("Cookie", "mc_session_" + base.getPort() + "=" + cookie)
                        .header("x-mc-panel", "1")
                        .header("Origin", base.toString())
                        .method(method, BodyPublishers.noBody())
                        .build();
        return HTTP.send(request, BodyHandlers.discarding()).statusCode();
    }

    /** A WebSocket that says hello, and what comes of it. */
    private static final class Visit implements WebSocket.Listener {

        private final CompletableFuture<String> firstFrame = new CompletableFuture<>();
        private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
        private final WebSocket socket;

        private Visit(URI base, String ticket) {
            URI address =
                    URI.create("ws://127.0.0.1:" + base.getPort() + "/ws/board?ticket=" + ticket);
            socket = HTTP.newWebSocketBuilder().buildAsync(address, this).join();
        }

        static Visit at(URI base, String ticket) {
            Visit visit = new Visit(base, ticket);
            // Who is turned away may be before it has said hello: the close code tells it then.
            visit.socket
                    .sendText("{\"op\":\"hello\"}", true)
                    .exceptionally(broken -> {
                        visit.firstFrame.completeExceptionally(broken);
                        return visit.socket;
                    })
                    .join();
            return visit;
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket webSocket, CharSequence data, boolean last) {
            firstFrame.complete(data.toString());
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String why) {
            closeCode.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            firstFrame.completeExceptionally(error);
            closeCode.completeExceptionally(error);
        }
    }
}
