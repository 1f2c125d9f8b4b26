package dev.mcsync.infra.local.discord;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One request and its answer, in the words that the handlers need. */
final class Exchange {
    /** Discord takes more; nothing that the product sends comes near. */
    private static final int MAX_BODY_BYTES = 1 << 20;

    private static final int DRIPS_PER_SECOND = 10;

    private final HttpExchange http;
    private final JsonMapper json;
    private final IntConsumer resetFrom;

    /**
     * @param resetFrom resets the connection that comes from a port
     */
    Exchange(HttpExchange http, JsonMapper json, IntConsumer resetFrom) {
        this.http = http;
        this.json = json;
        this.resetFrom = resetFrom;
    }

    String method() {
        return http.getRequestMethod();
    }

    /** The parts of the path between slashes, without the empty one before the first. */
    List<String> path() {
        String path = http.getRequestURI().getPath();
        return List.of(path.substring(1).split("/", -1));
    }

    boolean accepts(String mediaType) {
        String accepted = http.getRequestHeaders().getFirst("Accept");
        return accepted != null && accepted.contains(mediaType);
    }

    Optional<String> query(String name) {
        String query = http.getRequestURI().getRawQuery();
        return query == null
                ? Optional.empty()
                : Arrays.stream(query.split("&"))
                        .filter(pair -> pair.startsWith(name + "="))
                        .map(pair -> pair.substring(name.length() + 1))
                        .findFirst();
    }

    /** Empty when the body is no JSON object or too large. */
    Optional<JsonNode> body() throws IOException {
        byte[] bytes = http.getRequestBody().readNBytes(MAX_BODY_BYTES);
        try {
            return Optional.of(json.readTree(bytes)).filter(JsonNode::isObject);
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    Exchange header(String name, String value) {
        http.getResponseHeaders().set(name, value);
        return this;
    }

    void reply(int status, Object body) throws IOException {
        send(status, "application/json", json.writeValueAsBytes(body));
    }

    void replyNothing(int status) throws IOException {
        http.sendResponseHeaders(status, -1);
        http.close();
    }

    /** As Discord tells what is wrong: a sentence and a number of its own. */
    void refuse(int status, String message, int code) throws IOException {
        ObjectNode problem = json.createObjectNode().put("message", message).put("code", code);
        reply(status, problem);
    }

    void replyResource(String name, String mediaType) throws IOException {
        try (InputStream resource = Exchange.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IOException("The resource " + name + " is missing from the class path");
            }
            send(200, mediaType + "; charset=utf-8", resource.readAllBytes());
        }
    }

    void replyPage(int status, String html) throws IOException {
        send(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer that claims to be JSON, as it stands. */
    void replyText(int status, String text) throws IOException {
        send(status, "application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    void replySlowly(int status, Object body, int bytesPerSecond) throws IOException {
        byte[] content = json.writeValueAsBytes(body);
        int drop = Math.max(1, bytesPerSecond / DRIPS_PER_SECOND);
        http.getResponseHeaders().set("Content-Type", "application/json");
        http.sendResponseHeaders(status, content.length);
        for (int offset = 0; offset < content.length; offset += drop) {
            int size = Math.min(drop, content.length - offset);
            pause(Duration.ofSeconds(1).multipliedBy(size).dividedBy(bytesPerSecond));
            http.getResponseBody().write(content, offset, size);
            http.getResponseBody().flush();
        }
        http.close();
    }

    private static void pause(Duration time) throws IOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while answering slowly");
        }
    }

    /** Ends the connection without an answer, and not in order. */
    void reset() {
        resetFrom.accept(http.getRemoteAddress().getPort());
        http.close();
    }

    private void send(int status, String mediaType, byte[] content) throws IOException {
        http.getResponseHeaders().set("Content-Type", mediaType);
        http.getResponseHeaders().set("Cache-Control", "no-store");
        http.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        http.getResponseBody().write(content);
        http.close();
    }
}
