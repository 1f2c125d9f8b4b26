package dev.mcsync.infra.local.api;

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

/** The board's WebSocket, with its frames in the order they came. For one reading thread. */
public final class BoardSocket implements AutoCloseable {
    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    private BoardSocket(HttpClient client, URI address, JsonMapper json) {
        this.socket =
                client.newWebSocketBuilder()
                        .buildAsync(address, new FrameCollector(frames, json))
                        .join();
    }

    static BoardSocket open(HttpClient client, URI address, JsonMapper json) {
        try {
            var board = new BoardSocket(client, address, json);
            board.socket.sendText("{\"op\":\"hello\"}", true).join();
            return board;
        } catch (CompletionException e) {
            throw new ApiUnreachableException("The WebSocket does not open: " + e.getCause(), e);
        }
    }

    /** The next frame that fits; those before it are gone. Empty when none came in time. */
    public Optional<JsonNode> await(Predicate<JsonNode> wanted, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        JsonNode frame = next(deadline);
        while (frame != null && !wanted.test(frame)) {
            frame = next(deadline);
        }
        return Optional.ofNullable(frame);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private @Nullable JsonNode next(long deadline) {
        try {
            return frames.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiUnreachableException("Interrupted while waiting for a frame", e);
        }
    }

    /** Puts the parts of a frame together. Called by one thread at a time. */
    private static final class FrameCollector implements WebSocket.Listener {
        private final BlockingQueue<JsonNode> frames;
        private final JsonMapper json;
        private final StringBuilder text = new StringBuilder();

        FrameCollector(BlockingQueue<JsonNode> frames, JsonMapper json) {
            this.frames = frames;
            this.json = json;
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence part, boolean isLast) {
            text.append(part);
            if (isLast) {
                frames.add(json.readTree(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
