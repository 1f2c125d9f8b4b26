package dev.mcsync.infra.operator.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mcsync.infra.operator.api.McApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a runner sees of mc-sync: it gives commands until they are acknowledged, and takes each
 * event once.
 */
public final class FakeSystem implements AutoCloseable {

    /** In place of a reason: it is accepted, and changes nothing. */
    static final String LATE = "late";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final Map<String, ObjectNode> commands = new LinkedHashMap<>();
    private final Map<String, JsonNode> events = new LinkedHashMap<>();
    private final List<JsonNode> conflicts = new CopyOnWriteArrayList<>();
    private final List<JsonNode> heartbeats = new CopyOnWriteArrayList<>();
    private final Map<String, String> refusals = new ConcurrentHashMap<>();
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicInteger polls = new AtomicInteger();
    private volatile boolean away;

    public FakeSystem() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/agents/events", exchange -> answer(exchange, this::event));
        server.createContext("/api/agents/heartbeat", exchange -> answer(exchange, this::beat));
        server.createContext("/api/agents/", exchange -> answer(exchange, this::poll));
        server.start();
    }

    private record Reply(int status, JsonNode body) {}

    private interface Call {
        Reply with(HttpExchange exchange) throws IOException, InterruptedException;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    McApi api() {
        return new McApi(url(), "t");
    }

    /** Hands the task out, as often as it is asked. */
    public void start(String commandId, String title, String instructions) {
        give(
                commandId,
                command(commandId, "start")
                        .put("title", title)
                        .put("attempt", 1)
                        .put("instructions", instructions));
    }

    /** Hands it out no more. */
    void takeBack(String commandId) {
        locked(() -> commands.remove(commandId));
    }

    /** How often commands were handed out. */
    int polls() {
        return polls.get();
    }

    public void cancel(String commandId) {
        give(commandId, command(commandId, "cancel"));
    }

    void say(String commandId, String id, String text) {
        ObjectNode message = command(commandId, "message");
        message.putObject("message").put("id", id).put("kind", "note").put("text", text);
        give(id, message);
    }

    /** A person answers whatever this attempt has asked last. */
    public void answer(String commandId, String id, String text) {
        JsonNode asked =
                events().stream()
                        .filter(event -> event.has("question"))
                        .filter(event -> event.path("command_id").asString().equals(commandId))
                        .toList()
                        .getLast();
        ObjectNode message = command(commandId, "message");
        message.putObject("message")
                .put("id", id)
                .put("kind", "answer")
                .put("question_id", asked.at("/question/id").asString())
                .put("text", text);
        give(id, message);
    }

    /** From now on a report of this type is refused for this reason. */
    public void refuse(String type, String reason) {
        refusals.put(type, reason);
    }

    /** Nobody is there, until it is back. */
    public void beAway(boolean isAway) {
        away = isAway;
    }

    public List<JsonNode> events() {
        return locked(() -> List.copyOf(events.values()));
    }

    public List<String> types() {
        return events().stream().map(event -> event.path("type").asString()).toList();
    }

    /** Events that took the id of another one. */
    List<JsonNode> conflicts() {
        return List.copyOf(conflicts);
    }

    public List<JsonNode> heartbeats() {
        return List.copyOf(heartbeats);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static ObjectNode command(String commandId, String type) {
        return JSON.createObjectNode()
                .put("command_id", commandId)
                .put("task_id", "tsk_" + commandId)
                .put("agent_id", "agt_1")
                .put("type", type);
    }

    private void give(String key, ObjectNode command) {
        locked(() -> {
            commands.put(key, command);
            changed.signalAll();
            return key;
        });
    }

    private Reply event(HttpExchange exchange) throws IOException {
        JsonNode event = JSON.readTree(exchange.getRequestBody());
        String type = event.path("type").asString();
        String reason = refusals.get(type);
        if (LATE.equals(reason)) {
            return new Reply(
                    200, JSON.createObjectNode().put("outcome", LATE).put("status", "running"));
        }
        if (reason != null) {
            return new Reply(409, JSON.createObjectNode().put("reason", reason));
        }
        return locked(() -> {
            JsonNode before = events.putIfAbsent(event.path("event_id").asString(), event);
            if (before != null && !before.equals(event)) {
                conflicts.add(event);
                return new Reply(409, JSON.createObjectNode().put("reason", "event_id_taken"));
            }
            commands.values()
                    .removeIf(command ->
                            command.path("type").asString().equals("start")
                                    && command.path("command_id").equals(event.path("command_id")));
            event.path("acks").forEach(id -> commands.remove(id.asString()));
            return new Reply(200, JSON.createObjectNode().put("outcome", "applied"));
        });
    }

    private Reply beat(HttpExchange exchange) throws IOException {
        heartbeats.add(JSON.readTree(exchange.getRequestBody()));
        return new Reply(202, JSON.createObjectNode().put("ok", true));
    }

    private Reply poll(HttpExchange exchange) throws InterruptedException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(200);
            while (open(query).isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            ObjectNode body = JSON.createObjectNode();
            body.putArray("commands").addAll(open(query));
            polls.incrementAndGet();
            return new Reply(200, body);
        } finally {
            lock.unlock();
        }
    }

    private List<ObjectNode> open(String query) {
        return commands.entrySet().stream()
                .filter(entry ->
                        entry.getValue().path("type").asString().equals("start")
                                || !query.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private void answer(HttpExchange exchange, Call call) throws IOException {
        try (exchange) {
            Reply reply =
                    away
                            ? new Reply(503, JSON.createObjectNode().put("title", "away"))
                            : call.with(exchange);
            byte[] body = reply.body().toString().getBytes(UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> T locked(Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }
}
