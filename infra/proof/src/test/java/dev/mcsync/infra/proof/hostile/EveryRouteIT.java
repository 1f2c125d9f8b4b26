package dev.mcsync.infra.proof.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.proof.system.SystemProcess;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route with every kind of token, against the whole product. Run with {@code
 * -Dmc.write-docs=true} to write down what was found, and read the difference before committing it.
 */
class EveryRouteIT {

    private static final String PANEL_TOKEN = "routes-panel-token-0000000000";
    private static final String AGENT_TOKEN = "routes-agent-token-0000000000";
    private static final String BOUND_TOKEN = "routes-bound-token-0000000000";
    private static final String INTERNAL_TOKEN = "routes-internal-token-0000000";
    private static final String ORIGIN = "http://" + Request.HOST;

    private record Task(String taskId, String commandId, String agentId) {}

    @TempDir static Path directory;
    private static SystemProcess system;
    private static RunFile run;
    private static McApi api;
    private static RawHttp http;
    private static final Map<String, Task> KNOWN = new LinkedHashMap<>();
    private static String made = "";
    private static String revoked = "";
    private static int count;

    @BeforeAll
    static void start() {
        system =
                new SystemProcess(
                        directory.resolve("data"),
                        LoopbackPorts.free(),
                        Map.of(
                                "MC_PANEL_TOKEN", PANEL_TOKEN,
                                "MC_AGENT_TOKEN", AGENT_TOKEN,
                                "MC_AGENTTOKENS_BOUND", BOUND_TOKEN,
                                "MC_INTERNAL_TOKEN", INTERNAL_TOKEN,
                                "MC_SIGN_IN_TRIES", "100000"));
        run = system.start();
        api = system.api(run);
        http = new RawHttp(run.url());
        makeTokens();
        for (String agent : List.of(Visitor.OWN_AGENT, Visitor.OTHER_AGENT)) {
            Task task = newTask(agent);
            KNOWN.put(agent, task);
            Answer started =
                    api.post(
                            "/api/agents/events",
                            Map.of(
                                    "event_id",
                                    "evt_" + agent,
                                    "type",
                                    "running",
                                    "task_id",
                                    task.taskId(),
                                    "command_id",
                                    task.commandId(),
                                    "agent_id",
                                    agent),
                            "Prefer",
                            "wait=5");
            assertThat(started.isSuccess()).isTrue();
        }
    }

    /** One for the agent, and one that was revoked. */
    private static void makeTokens() {
        Map<String, String> ofAgent = Map.of("role", "agent", "agent_id", Visitor.OWN_AGENT);
        made = newToken("made", ofAgent).text("token");
        Answer second = newToken("to be revoked", ofAgent);
        revoked = second.text("token");
        String revoke = "/api/tokens/" + second.text("token_id") + "/revoke";
        assertThat(api.post(revoke, Map.of()).isSuccess()).isTrue();
    }

    private static Answer newToken(String name, Map<String, String> more) {
        Map<String, String> body = new LinkedHashMap<>(more);
        body.put("name", name);
        Answer answer = api.post("/api/tokens", body);
        assertThat(answer.isSuccess()).isTrue();
        return answer;
    }

    @AfterAll
    static void stop() {
        system.close();
        api.close();
    }

    @Test
    void everyRouteAnswersEveryKindOfTokenAsExpected() throws IOException {
        Map<String, List<Integer>> answers = new LinkedHashMap<>();
        List<String> otherHeads = new ArrayList<>();
        for (PublicRoute route : PublicRoute.all(description())) {
            List<Integer> statuses = new ArrayList<>();
            for (Visitor visitor : Visitor.values()) {
                int status = call(route, route.method(), visitor);
                statuses.add(status);
                if (route.method().equals("GET") && !route.isSocket()) {
                    int head = call(route, "HEAD", visitor);
                    if (head != status) {
                        otherHeads.add(route + " as " + visitor + ": " + status + ", " + head);
                    }
                }
            }
            answers.put(route.toString(), statuses);
        }

        RouteTable found = new RouteTable(answers);
        if (Boolean.getBoolean("mc.write-docs")) {
            found.write();
        }
        assertThat(found.surprises(RouteTable.expected())).isEmpty();
        assertThat(RouteTable.document()).isEqualTo(RouteTable.expected().page());
        assertThat(otherHeads).as("HEAD other than GET").isEmpty();
    }

    private static String description() {
        return http.exchange(Request.of("GET", "/openapi.yaml").bytes()).body();
    }

    private static int call(PublicRoute route, String method, Visitor visitor) throws IOException {
        Task task =
                method.equals("GET") || method.equals("HEAD")
                        ? requireNonNull(KNOWN.get(visitor.agent()))
                        : newTask(visitor.agent());
        String path =
                route.path()
                        .replace("{id}", task.taskId())
                        .replace("{agent_id}", task.agentId())
                        .replace("{event_id}", "evt_" + visitor.agent());
        Request request =
                Request.line(method + " " + path + " HTTP/1.1").header("Host", Request.HOST);
        if (route.isSocket()) {
            request.header("Connection", "Upgrade")
                    .header("Upgrade", "websocket")
                    .header("Sec-WebSocket-Version", "13")
                    .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        } else {
            request.header("Connection", "close");
        }
        if (method.equals("PATCH")) {
            request.header("If-Match", "*");
        } else if (path.endsWith("/archive") && method.equals("POST")) {
            request.header("If-Match", "\"1\"");
        }
        identify(request, visitor);
        String body = body(route, visitor, task);
        Request whole = body.isEmpty() ? request : request.json(body);
        int status = status(whole);
        // A run of the schedule may be under way, which ends by itself.
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (status == 409
                && path.endsWith("/reconcile-agents")
                && System.nanoTime() < deadline) {
            status = status(whole);
        }
        return status;
    }

    private static void identify(Request request, Visitor visitor) {
        if (visitor.isBySession()) {
            request.header("Cookie", session(visitor == Visitor.SIGNED_OUT))
                    .header("Origin", ORIGIN)
                    .header("x-mc-panel", "1");
        } else if (visitor != Visitor.NOBODY) {
            request.token(token(visitor));
        }
    }

    private static String token(Visitor visitor) {
        return switch (visitor) {
            case NOBODY, GARBAGE -> "no-token-of-this-installation";
            case PANEL, SIGNED_IN, SIGNED_OUT -> PANEL_TOKEN;
            case AGENT -> AGENT_TOKEN;
            case BOUND, BOUND_FOR_ANOTHER -> BOUND_TOKEN;
            case MADE, MADE_FOR_ANOTHER -> made;
            case REVOKED -> revoked;
            case INTERNAL -> INTERNAL_TOKEN;
            case ADMIN -> run.token();
        };
    }

    private static String session(boolean isSignedOut) {
        RawHttp.Answer opened =
                http.exchange(
                        Request.of("POST", "/api/session")
                                .json("{\"token\":\"" + PANEL_TOKEN + "\"}")
                                .bytes());
        String cookie = opened.head().replaceAll("(?s)^.*(mc_session[^=]*=[^;]+);.*$", "$1");
        if (isSignedOut) {
            RawHttp.Answer closed =
                    http.exchange(
                            Request.of("DELETE", "/api/session")
                                    .header("Cookie", cookie)
                                    .header("Origin", ORIGIN)
                                    .header("x-mc-panel", "1")
                                    .bytes());
            assertThat(closed.status()).isEqualTo(204);
        }
        return cookie;
    }

    private static String body(PublicRoute route, Visitor visitor, Task task) {
        return switch (route.method() + " " + route.path()) {
            case "POST /api/agents/events" ->
                    "{\"event_id\":\"evt_%d\",\"type\":\"progress\",\"task_id\":\"%s\",\"command_id\":\"%s\",\"agent_id\":\"%s\"}"
                            .formatted(++count, task.taskId(), task.commandId(), task.agentId());
            case "POST /api/agents/heartbeat" -> "{\"agent_id\":\"%s\"}".formatted(task.agentId());
            case "POST /api/dashboard/tasks" ->
                    "{\"title\":\"x\",\"agent_id\":\"%s\"}".formatted(task.agentId());
            case "PATCH /api/dashboard/tasks/{id}" -> "{\"stage\":\"backlog\"}";
            case "POST /api/dashboard/tasks/{id}/answer" ->
                    "{\"command_id\":\"%s\",\"question_id\":\"q1\",\"text\":\"x\"}"
                            .formatted(task.commandId());
            case "POST /api/dashboard/tasks/{id}/notes" -> "{\"text\":\"x\"}";
            case "POST /api/tokens" ->
                    "{\"name\":\"token %d\",\"role\":\"agent\"}".formatted(++count);
            case "POST /api/tokens/{id}/rotate" -> "{}";
            case "POST /api/session" -> "{\"token\":\"%s\"}".formatted(token(visitor));
            default -> "";
        };
    }

    private static Task newTask(String agent) {
        Answer created = api.post("/api/dashboard/tasks", Map.of("title", "x", "agent_id", agent));
        assertThat(created.isSuccess()).isTrue();
        return new Task(created.text("task_id"), created.text("command_id"), agent);
    }

    /** Of a stream no more is read than its first line. */
    private static int status(Request request) throws IOException {
        try (Socket socket = http.connect()) {
            socket.getOutputStream().write(request.bytes());
            String line = new String(socket.getInputStream().readNBytes(12), ISO_8859_1);
            return line.length() < 12 ? 0 : Integer.parseInt(line.substring(9));
        }
    }
}
