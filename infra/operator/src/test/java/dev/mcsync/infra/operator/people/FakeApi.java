package dev.mcsync.infra.operator.people;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers as it was told to and keeps what it was asked. */
public final class FakeApi implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final Map<String, Deque<Reply>> replies = new HashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    public record Request(String line, Map<String, String> headers, String body) {
        public JsonNode json() {
            return JSON.readTree(body);
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }
    }

    private record Reply(int status, String body) {}

    public FakeApi() {
        this(0);
    }

    FakeApi(int port) {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** In turn; the last one again and again. The line is the method and the address. */
    public synchronized FakeApi on(String line, int status, String body) {
        replies.computeIfAbsent(line, _ -> new ArrayDeque<>()).add(new Reply(status, body));
        return this;
    }

    public List<Request> requests() {
        return requests;
    }

    public Request asked(String line) {
        return requests.stream()
                .filter(request -> request.line().equals(line))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Not asked: " + line + ", but " + requests));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) ->
                            headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(line, headers, body));
            Reply reply = next(line);
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            if (reply.status() == 503) {
                exchange.getResponseHeaders().set("Retry-After", "0");
            }
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized Reply next(String line) {
        Deque<Reply> left = replies.getOrDefault(line, new ArrayDeque<>());
        if (left.isEmpty()) {
            return new Reply(
                    404, "{\"title\":\"Not Found\",\"detail\":\"No reply to " + line + "\"}");
        }
        return left.size() > 1 ? left.removeFirst() : left.getFirst();
    }
}
