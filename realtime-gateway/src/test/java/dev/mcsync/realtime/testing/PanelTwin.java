package dev.mcsync.realtime.testing;

import static dev.mcsync.realtime.testing.RunningGateway.JSON;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A panel without a face: one WebSocket, and the copy of the board that it makes of the frames by
 * the rules of the protocol. It also notes what is told twice without need: a version that is not
 * above the one before, though the client neither resumed nor was behind. Thread-safe.
 */
public final class PanelTwin implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final Map<String, Long> tasks = new TreeMap<>();
    private final Map<String, Long> agents = new TreeMap<>();
    private final List<String> ops = new ArrayList<>();
    private final List<String> repeated = new ArrayList<>();
    private @Nullable String cursor;
    private @Nullable Instant asOf;
    private boolean live;
    private boolean mayRepeat;
    private final WebSocket socket;

    private PanelTwin(RunningGateway gateway, String ticket, @Nullable String origin) {
        WebSocket.Builder builder =
                HTTP.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(5));
        if (origin != null) {
            builder.header("Origin", origin);
        }
        URI address = URI.create("ws://127.0.0.1:" + gateway.port() + "/ws/board?ticket=" + ticket);
        socket = builder.buildAsync(address, new Listener()).join();
    }

    /** Connects and says hello, without a cursor. */
    public static PanelTwin connect(RunningGateway gateway) {
        PanelTwin twin = open(gateway);
        twin.send("{\"op\":\"hello\"}");
        return twin;
    }

    /**
     * Comes back as a panel does: it knows what the other one knew before it says hello with that
     * one's cursor, since what comes then changes what it knows.
     */
    public static PanelTwin reconnect(RunningGateway gateway, PanelTwin before) {
        PanelTwin twin = open(gateway).knowing(before);
        twin.send("{\"op\":\"hello\",\"since\":\"" + before.cursor() + "\"}");
        return twin;
    }

    /** Connects and says nothing. */
    public static PanelTwin open(RunningGateway gateway) {
        return new PanelTwin(gateway, gateway.ticket(), null);
    }

    public static PanelTwin openFrom(RunningGateway gateway, String origin) {
        return new PanelTwin(gateway, gateway.ticket(), origin);
    }

    public static PanelTwin openWith(RunningGateway gateway, String ticket) {
        return new PanelTwin(gateway, ticket, null);
    }

    private synchronized PanelTwin knowing(PanelTwin before) {
        tasks.putAll(before.tasks());
        agents.putAll(before.agents());
        return this;
    }

    public void send(String text) {
        socket.sendText(text, true).join();
    }

    public PanelTwin awaitLive() {
        Await.until("the panel is live, found " + ops(), this::isLive);
        return this;
    }

    public synchronized boolean isLive() {
        return live;
    }

    /** Waits for the server to close, and gives the code. */
    public int closeCode() {
        return closed.orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Versions by id. */
    public synchronized Map<String, Long> tasks() {
        return Map.copyOf(tasks);
    }

    public synchronized Map<String, Long> agents() {
        return Map.copyOf(agents);
    }

    public synchronized List<String> ops() {
        return List.copyOf(ops);
    }

    /** What came though it was known already. */
    public synchronized List<String> repeated() {
        return List.copyOf(repeated);
    }

    public synchronized String cursor() {
        if (cursor == null) {
            throw new AssertionError("Expected a cursor, found none yet");
        }
        return cursor;
    }

    public synchronized Instant asOf() {
        if (asOf == null) {
            throw new AssertionError("Expected to know as of when, found nothing yet");
        }
        return asOf;
    }

    @Override
    public void close() {
        socket.abort();
    }

    private synchronized void take(JsonNode frame) {
        String op = frame.get("op").asString();
        ops.add(op);
        switch (op) {
            case "reset" -> {
                tasks.clear();
                agents.clear();
            }
            case "snapshot" -> {
                frame.get("tasks").forEach(task -> put(tasks, task, "task_id"));
                frame.get("agents").forEach(agent -> put(agents, agent, "agent_id"));
            }
            case "task" -> put(tasks, frame.get("task"), "task_id");
            case "agent" -> put(agents, frame.get("agent"), "agent_id");
            case "removed" ->
                    (frame.get("kind").asString().equals("task") ? tasks : agents)
                            .remove(frame.get("id").asString());
            case "resumed", "behind" -> mayRepeat = true;
            case "live", "tick" -> {
                live = true;
                mayRepeat = false;
                cursor = frame.get("cursor").asString();
                asOf = Instant.parse(frame.get("as_of").asString());
            }
            default -> {}
        }
    }

    private void put(Map<String, Long> known, JsonNode entity, String id) {
        long version = entity.get("version").asLong();
        Long before = known.put(entity.get(id).asString(), version);
        if (before != null && before >= version && !mayRepeat) {
            repeated.add(entity.get(id).asString() + " " + before + " -> " + version);
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.completeExceptionally(error);
        }
    }
}
