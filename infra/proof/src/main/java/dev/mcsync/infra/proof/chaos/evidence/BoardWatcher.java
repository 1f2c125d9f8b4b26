package dev.mcsync.infra.proof.chaos.evidence;

import dev.mcsync.infra.operator.api.ApiUnreachableException;
import dev.mcsync.infra.operator.api.BoardSocket;
import dev.mcsync.infra.operator.api.McApi;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A panel that stays: it follows the board over one WebSocket after the other, resumes where it was
 * cut off, and notes what it is shown that no board may show.
 */
public final class BoardWatcher implements AutoCloseable {

    /** The close code after which a client must not resume. */
    private static final String GAP_FOUND = "with 4010";

    private static final Duration PAUSE = Duration.ofMillis(250);

    /** A tick comes every five seconds: without one the connection is dead. */
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(12);

    private final String name;
    private final McApi api;
    private final Map<String, Long> versions = new ConcurrentHashMap<>();
    private final Map<String, String> statuses = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger resumed = new AtomicInteger();
    private final AtomicInteger gaps = new AtomicInteger();
    private final Thread thread;
    private volatile boolean over;
    private volatile @Nullable String cursor;

    private BoardWatcher(String name, McApi api) {
        this.name = name;
        this.api = api;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::watch);
    }

    public static BoardWatcher start(String name, Supplier<McApi> api) {
        BoardWatcher watcher = new BoardWatcher(name, api.get());
        watcher.thread.start();
        return watcher;
    }

    public String name() {
        return name;
    }

    /** The version of each task as last shown. */
    public Map<String, Long> versions() {
        return Map.copyOf(versions);
    }

    public Map<String, String> statuses() {
        return Map.copyOf(statuses);
    }

    /** What it was shown and should not have been. */
    public Iterable<String> wrong() {
        return wrong;
    }

    public int connections() {
        return connections.get();
    }

    /** How often it was told that it must read the board anew. */
    public int gaps() {
        return gaps.get();
    }

    public int resumed() {
        return resumed.get();
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
        api.close();
    }

    private void watch() {
        while (!over) {
            try (BoardSocket socket = api.openBoard(Optional.ofNullable(cursor))) {
                connections.incrementAndGet();
                follow(socket);
            } catch (ApiUnreachableException | IllegalStateException e) {
                // Cut off, as is to be expected while parts are killed: connect again.
                if (String.valueOf(e.getMessage()).contains(GAP_FOUND)) {
                    cursor = null;
                    gaps.incrementAndGet();
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void follow(BoardSocket socket) {
        while (!over) {
            Optional<JsonNode> frame = socket.await(_ -> true, SILENCE_LIMIT);
            if (frame.isEmpty()) {
                return;
            }
            take(frame.get());
        }
    }

    private void take(JsonNode frame) {
        switch (frame.path("op").asString("")) {
            case "reset" -> {
                versions.clear();
                statuses.clear();
            }
            case "resumed" -> resumed.incrementAndGet();
            case "snapshot" -> frame.path("tasks").forEach(task -> show(task, true));
            case "task" -> show(frame.path("task"), false);
            case "live", "tick" -> cursor = frame.path("cursor").asString("");
            default -> {}
        }
    }

    private void show(JsonNode task, boolean inSnapshot) {
        String id = task.path("task_id").asString("");
        long version = task.path("version").asLong(0);
        Long before = versions.put(id, version);
        statuses.put(id, task.path("status").asString(""));
        // A snapshot and a resumed stream may show again what is known already, never something
        // older.
        if (before != null && version < before && !inSnapshot) {
            wrong.add(name + " was shown " + id + " at " + version + " after " + before);
        }
    }
}
