package dev.mcsync.infra.operator.api;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The board's WebSocket, with its frames in the order they came. For one reading thread. */
public final class BoardSocket implements AutoCloseable {
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    private sealed interface Heard {}

    private record Frame(JsonNode json) implements Heard {}

    private record End(String why) implements Heard {}

    private BoardSocket(HttpClient client, URI address, JsonMapper json) {
        this.socket =
                client.newWebSocketBuilder()
                        .buildAsync(address, new FrameCollector(heard, json))
                        .join();
    }

    static BoardSocket open(
            HttpClient client, URI address, Optional<String> since, JsonMapper json) {
        ObjectNode hello = json.createObjectNode().put("op", "hello");
        since.ifPresent(cursor -> hello.put("since", cursor));
        try {
            var board = new BoardSocket(client, address, json);
            board.socket.sendText(hello.toString(), true).join();
            return board;
        } catch (CompletionException e) {
            throw new ApiUnreachableException("The WebSocket does not open: " + e.getCause(), e);
        }
    }

    /**
     * The frame from which on each change is told as it happens; what happened before may be in the
     * snapshot. Those before it are gone. Empty when it did not come in time.
     *
     * @throws ApiUnreachableException when the socket was closed, with the reason given
     */
    public Optional<JsonNode> awaitLive(Duration limit) {
        return await(frame -> frame.path("op").asString("").equals("live"), limit);
    }

    /**
     * The next frame that fits; those before it are gone. Empty when none came in time.
     *
     * @throws ApiUnreachableException when the socket was closed, with the reason given
     */
    public Optional<JsonNode> await(Predicate<JsonNode> wanted, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        Optional<JsonNode> frame = next(deadline);
        while (frame.isPresent() && !wanted.test(frame.get())) {
            frame = next(deadline);
        }
        return frame;
    }

    @Override
    public void close() {
        socket.abort();
    }

    private Optional<JsonNode> next(long deadline) {
        try {
            return switch (heard.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                case null -> Optional.empty();
                case Frame(JsonNode json) -> Optional.of(json);
                case End(String why) -> throw new ApiUnreachableException(why, null);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiUnreachableException("Interrupted while waiting for a frame", e);
        }
    }

    /** Puts the parts of a frame together. Called by one thread at a time. */
    private static final class FrameCollector implements WebSocket.Listener {
        private final BlockingQueue<Heard> heard;
        private final JsonMapper json;
        private final StringBuilder text = new StringBuilder();

        FrameCollector(BlockingQueue<Heard> heard, JsonMapper json) {
            this.heard = heard;
            this.json = json;
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence part, boolean isLast) {
            text.append(part);
            if (isLast) {
                heard.add(new Frame(json.readTree(text.toString())));
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.add(new End("The WebSocket was closed with " + code + " " + reason));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            heard.add(new End("The WebSocket broke: " + error));
        }
    }
}
