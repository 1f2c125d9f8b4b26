package dev.mcsync.infra.operator.api;

import dev.mcsync.contracts.access.AccessTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Calls the public API with one token. Safe for use by many threads. */
public final class McApi implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    /** Longer than any wait that a call may ask for. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(40);

    private final URI base;
    private final String token;

    /** Numbers of a payload stay as they were written, to the digit. */
    private final JsonMapper json =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_LIMIT)
                    .build();

    /**
     * @param url of the system, with or without a slash at the end
     */
    public McApi(String url, String token) {
        this.base = URI.create(url.replaceAll("/+$", ""));
        this.token = token;
    }

    public URI base() {
        return base;
    }

    /** With {@code headers} as name and value in turn. */
    public Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public Answer post(String path, Map<String, ?> body, String... headers) {
        return send("POST", path, json(body), headers);
    }

    /** Many at once, answered by 207 with a result for each. */
    public Answer post(String path, List<? extends Map<String, ?>> bodies, String... headers) {
        return send("POST", path, json(bodies), headers);
    }

    public Answer patch(String path, Map<String, ?> body, String... headers) {
        return send("PATCH", path, json(body), headers);
    }

    /** Opens the board's WebSocket as a panel does; frames are heard from then on. */
    public BoardSocket openBoard() {
        return openBoard(Optional.empty());
    }

    /**
     * Opens the board's WebSocket again where it was cut off.
     *
     * @param since the cursor of the last tick; empty for the whole board
     */
    public BoardSocket openBoard(Optional<String> since) {
        Answer ticket = post("/api/realtime/tickets", Map.of());
        if (!ticket.isSuccess()) {
            throw new IllegalStateException("No ticket for the WebSocket: " + ticket);
        }
        URI address =
                URI.create(
                        base.toString().replaceFirst("^http", "ws")
                                + "/ws/board?ticket="
                                + ticket.text("ticket"));
        return BoardSocket.open(client, address, since, json);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private BodyPublisher json(Object body) {
        return BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
    }

    private Answer send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(base.getPath() + path))
                        .method(method, body)
                        .timeout(ANSWER_LIMIT)
                        .header(AccessTokens.HEADER, token)
                        .header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return answer(client.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new ApiUnreachableException("No answer from " + base + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiUnreachableException("Interrupted while calling " + base, e);
        }
    }

    private Answer answer(HttpResponse<byte[]> response) {
        Optional<Duration> retryAfter =
                response.headers()
                        .firstValue("Retry-After")
                        .filter(value -> value.matches("[0-9]{1,6}"))
                        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
        return new Answer(response.statusCode(), parse(response.body()), retryAfter);
    }

    private JsonNode parse(byte[] body) {
        try {
            return json.readTree(body);
        } catch (JacksonException _) {
            return MissingNode.getInstance();
        }
    }
}
