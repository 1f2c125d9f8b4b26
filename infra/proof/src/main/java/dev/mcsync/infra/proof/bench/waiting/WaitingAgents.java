package dev.mcsync.infra.proof.bench.waiting;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.id.EventId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Many agents, each of which waits with one long poll at a time and acknowledges what it is given
 * at once. Thread-safe.
 */
public final class WaitingAgents implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WaitingAgents.class);
    private static final int WAIT_SECONDS = 55;
    private static final String ACKNOWLEDGED_WITHIN = "wait=5";
    private static final int THREADS = 2;
    private static final int OK = 200;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration TOLD_AGAIN = Duration.ofMillis(100);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String url;
    private final String token;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final HttpClient client;
    private final ConcurrentMap<String, Long> receivedAt = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean isClosed;

    public WaitingAgents(String url, String token) {
        this.url = url;
        this.token = token;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .executor(threads)
                        .build();
    }

    public static String agent(int number) {
        return "agt_waits_" + number;
    }

    /** Begins to wait as the agent of that number, and goes on until this is closed. */
    public void begin(int number) {
        if (isClosed) {
            return;
        }
        waiting.incrementAndGet();
        HttpRequest poll =
                request("/api/agents/" + agent(number) + "/commands")
                        .header("Prefer", "wait=" + WAIT_SECONDS)
                        .GET()
                        .build();
        client.sendAsync(poll, BodyHandlers.ofString())
                .thenCompose(answer -> take(number, answer))
                .whenComplete((_, failure) -> {
                    waiting.decrementAndGet();
                    if (failure == null) {
                        begin(number);
                    } else if (!isClosed) {
                        log.debug("A poll failed: {}", failure.toString());
                        refused.incrementAndGet();
                        after(PAUSE).execute(() -> begin(number));
                    }
                });
    }

    /** How many wait now. */
    public int waiting() {
        return waiting.get();
    }

    /** Polls that were answered with anything but commands. */
    public int refused() {
        return refused.get();
    }

    /** When each command reached its agent, by {@link System#nanoTime}. */
    public Map<String, Long> receivedAt() {
        return receivedAt;
    }

    @Override
    public void close() {
        isClosed = true;
        client.shutdownNow();
        threads.shutdown();
    }

    private CompletableFuture<?> take(int number, HttpResponse<String> answer) {
        long at = System.nanoTime();
        if (answer.statusCode() != OK) {
            refused.incrementAndGet();
            return CompletableFuture.runAsync(() -> {}, after(PAUSE));
        }
        JsonNode commands = JSON.readTree(answer.body()).path("commands");
        CompletableFuture<?> acknowledged = CompletableFuture.completedFuture(null);
        boolean isNews = commands.isEmpty();
        for (JsonNode command : commands) {
            if (receivedAt.putIfAbsent(command.path("command_id").stringValue(), at) == null) {
                isNews = true;
                acknowledged = acknowledged.thenCompose(_ -> acknowledge(number, command));
            }
        }
        // The read side is a little behind the acknowledgement, and would tell the same again.
        return isNews ? acknowledged : CompletableFuture.runAsync(() -> {}, after(TOLD_AGAIN));
    }

    private CompletableFuture<?> acknowledge(int number, JsonNode command) {
        Map<String, String> event =
                Map.of(
                        "event_id",
                        EventId.fresh().value(),
                        "type",
                        "ack",
                        "agent_id",
                        agent(number),
                        "task_id",
                        command.path("task_id").stringValue(),
                        "command_id",
                        command.path("command_id").stringValue());
        return client.sendAsync(
                request("/api/agents/events")
                        .header("content-type", "application/json")
                        .header("Prefer", ACKNOWLEDGED_WITHIN)
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(event)))
                        .build(),
                BodyHandlers.discarding());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header(AccessTokens.HEADER, token);
    }

    private static Executor after(Duration pause) {
        return CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
    }
}
