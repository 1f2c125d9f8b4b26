package dev.mcsync.notifier.discord;

import io.netty.channel.ChannelOption;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A webhook on this machine. Answers each request by the next part of its script, and as Discord
 * does on a good day once the script is at its end. Keeps what came, and what the channel shows.
 */
public final class ScriptedDiscord implements AutoCloseable {

    private static final String SECRET_PATH = "/api/webhooks/4711/very-secret-webhook-token";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** What to do with one request. */
    public sealed interface Part {

        /** The message is in the channel, if the status says so. */
        record Respond(int status, Map<String, String> headers, String body) implements Part {}

        /** The message is in the channel, and no answer is given. */
        record AcceptAndHang() implements Part {}

        /** The message is in the channel, and the connection is reset. */
        record AcceptAndReset() implements Part {}

        /** The message is in the channel; of the answer only the head and a byte come. */
        record AcceptAndStall() implements Part {}
    }

    public static Part status(int status) {
        return new Part.Respond(status, Map.of(), "");
    }

    public static Part respond(int status, Map<String, String> headers, String body) {
        return new Part.Respond(status, headers, body);
    }

    private final DisposableServer server;
    private final Queue<Part> script = new ArrayDeque<>();
    private final List<Request> requests = new ArrayList<>();
    private final List<String> channel = new ArrayList<>();

    /** One request as it came. */
    public record Request(String uri, JsonNode body, long nanoTime) {

        public String content() {
            return body.path("content").stringValue();
        }
    }

    private ScriptedDiscord(int port) {
        this.server =
                HttpServer.create().host("127.0.0.1").port(port).handle(this::handle).bindNow();
    }

    public static ScriptedDiscord start() {
        return new ScriptedDiscord(0);
    }

    public static ScriptedDiscord startOn(int port) {
        return new ScriptedDiscord(port);
    }

    public int port() {
        return server.port();
    }

    public String url() {
        return "http://127.0.0.1:" + server.port() + SECRET_PATH;
    }

    /** What must be found in no log, error or metric. */
    public static String secret() {
        return "very-secret-webhook-token";
    }

    public synchronized void next(Part... parts) {
        script.addAll(Arrays.asList(parts));
    }

    public synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The messages in the channel, oldest first. */
    public synchronized List<String> messages() {
        return List.copyOf(channel);
    }

    /** Every line of every message, oldest first. */
    public List<String> lines() {
        return messages().stream().flatMap(String::lines).toList();
    }

    @Override
    public void close() {
        server.disposeNow();
    }

    private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .asByteArray()
                .flatMapMany(body -> answer(request.uri(), body, response));
    }

    private Publisher<Void> answer(String uri, byte[] body, HttpServerResponse response) {
        return switch (note(uri, body)) {
            case Part.Respond(int status, Map<String, String> headers, String text) -> {
                headers.forEach(response::header);
                yield response.status(status).sendString(Mono.just(text));
            }
            case Part.AcceptAndHang() -> Mono.never();
            case Part.AcceptAndReset() -> reset(response);
            case Part.AcceptAndStall() ->
                    response.status(200).sendString(Flux.just("{").concatWith(Flux.never()));
        };
    }

    private synchronized Part note(String uri, byte[] body) {
        Request request =
                new Request(
                        uri,
                        MAPPER.readTree(new String(body, StandardCharsets.UTF_8)),
                        System.nanoTime());
        requests.add(request);
        @Nullable Part scripted = script.poll();
        Part part = scripted == null ? saved() : scripted;
        if (!(part instanceof Part.Respond(int status, var _, var _)) || status / 100 == 2) {
            channel.add(request.content());
        }
        return part;
    }

    private Part saved() {
        return respond(
                200,
                Map.of("Content-Type", "application/json"),
                "{\"id\":\"%d\",\"type\":0}".formatted(1_000 + channel.size()));
    }

    private static Mono<Void> reset(HttpServerResponse response) {
        response.withConnection(connection -> {
            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            connection.dispose();
        });
        return Mono.never();
    }
}
