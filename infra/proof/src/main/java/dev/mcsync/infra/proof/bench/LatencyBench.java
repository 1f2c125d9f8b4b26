package dev.mcsync.infra.proof.bench;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.BoardSocket;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.proof.system.Directories;
import dev.mcsync.infra.proof.system.SystemProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/**
 * How long an agent's report takes to reach a panel: from the moment the POST is due to the moment
 * the WebSocket delivers the card, at a steady rate. The load is open: a slow answer does not delay
 * the next report, so that waiting is counted and not hidden.
 */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        description = "Measures the time from an agent's POST to the card on a WebSocket.")
final class LatencyBench implements Callable<Integer> {

    private static final int TASKS = 50;
    private static final long HIGHEST_MICROS = Duration.ofSeconds(60).toNanos() / 1_000;
    private static final Duration LAST_WAIT = Duration.ofSeconds(10);

    @Option(
            names = "--rate",
            defaultValue = "100",
            description = "Reports a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            description = "Seconds that count (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warmup",
            defaultValue = "15",
            description = "Seconds before they count (default: ${DEFAULT-VALUE}).")
    private int warmupSeconds;

    @Option(names = "--url", description = "Of a running system; by default one is started.")
    private @Nullable String url;

    @Option(names = "--token", description = "Of the running system.")
    private @Nullable String token;

    private record Target(String taskId, String commandId) {}

    private record Due(long nanos, boolean counts) {}

    private final Map<String, Due> pending = new ConcurrentHashMap<>();
    private final Histogram toPanel = new Histogram(HIGHEST_MICROS, 3);
    private final Histogram toAnswer = new Histogram(HIGHEST_MICROS, 3);
    private final AtomicInteger refused = new AtomicInteger();

    @Override
    public Integer call() throws IOException {
        if (url != null && token != null) {
            try (McApi api = new McApi(url, token)) {
                measure(api);
            }
            return 0;
        }
        Path directory = Files.createTempDirectory("mc-sync-bench-");
        SystemProcess system =
                new SystemProcess(directory.resolve("data"), LoopbackPorts.free(), Map.of());
        try (system) {
            System.out.println("Starting the system …");
            RunFile run = system.start();
            try (McApi api = system.api(run)) {
                measure(api);
            }
        } finally {
            Directories.delete(directory);
        }
        return 0;
    }

    private void measure(McApi api) {
        List<Target> targets = createTasks(api);
        try (BoardSocket board = api.openBoard();
                ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            Thread reader = Thread.ofPlatform().daemon().name("board").start(() -> read(board));
            System.out.printf(
                    "Sending %d reports a second for %d + %d s …%n", rate, warmupSeconds, seconds);
            send(api, targets, senders);
            awaitLast();
            reader.interrupt();
        }
        report();
    }

    private static List<Target> createTasks(McApi api) {
        List<Target> targets = new ArrayList<>();
        String run = EventId.fresh().value().substring(4, 17);
        for (int i = 0; i < TASKS; i++) {
            Answer created =
                    api.post(
                            "/api/dashboard/tasks",
                            Map.of("title", "Latency " + i, "agent_id", agent(run)));
            if (!created.isSuccess()) {
                throw new IllegalStateException("Expected a task, found " + created);
            }
            targets.add(new Target(created.text("task_id"), created.text("command_id")));
        }
        for (Target target : targets) {
            api.post("/api/agents/events", event(target, agent(run), "running", "started"));
        }
        return targets;
    }

    private void send(McApi api, List<Target> targets, ExecutorService senders) {
        String agent = String.valueOf(agentOf(api, targets.getFirst()));
        long intervalNanos = 1_000_000_000L / rate;
        long start = System.nanoTime();
        long total = (long) rate * (warmupSeconds + seconds);
        for (long i = 0; i < total; i++) {
            long due = start + i * intervalNanos;
            LockSupport.parkNanos(due - System.nanoTime());
            boolean counts = i >= (long) rate * warmupSeconds;
            Target target = targets.get((int) (i % targets.size()));
            Map<String, Object> event = event(target, agent, "progress", "Report " + i);
            senders.execute(() -> post(api, event, due, counts));
        }
    }

    private void post(McApi api, Map<String, Object> event, long due, boolean counts) {
        pending.put(String.valueOf(event.get("event_id")), new Due(due, counts));
        Answer answer = api.post("/api/agents/events", event);
        if (answer.status() != 202) {
            refused.incrementAndGet();
        } else if (counts) {
            record(toAnswer, due);
        }
    }

    private void read(BoardSocket board) {
        while (!Thread.currentThread().isInterrupted()) {
            Optional<JsonNode> frame =
                    board.await(
                            json -> json.path("op").asString("").equals("task"),
                            Duration.ofSeconds(1));
            frame.map(json -> json.path("task").path("last_event_id").asString(""))
                    .map(pending::remove)
                    .filter(Due::counts)
                    .ifPresent(due -> record(toPanel, due.nanos()));
        }
    }

    private void awaitLast() {
        long deadline = System.nanoTime() + LAST_WAIT.toNanos();
        while (!pending.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static void record(Histogram histogram, long dueNanos) {
        synchronized (histogram) {
            histogram.recordValue(Math.min(HIGHEST_MICROS, (System.nanoTime() - dueNanos) / 1_000));
        }
    }

    private void report() {
        print("POST to 202", toAnswer);
        print("POST to panel", toPanel);
        System.out.printf(
                "latency: %d refused; %d overtaken by a newer version of the same card within one batch%n",
                refused.get(), pending.size());
    }

    private static void print(String what, Histogram histogram) {
        System.out.printf(
                Locale.ROOT,
                "latency: %-14s p50 %6.1f ms  p90 %6.1f ms  p99 %6.1f ms  max %6.1f ms  (%,d)%n",
                what,
                histogram.getValueAtPercentile(50) / 1000.0,
                histogram.getValueAtPercentile(90) / 1000.0,
                histogram.getValueAtPercentile(99) / 1000.0,
                histogram.getMaxValue() / 1000.0,
                histogram.getTotalCount());
    }

    private static Map<String, Object> event(
            Target target, String agent, String type, String message) {
        return Map.of(
                "event_id",
                EventId.fresh().value(),
                "agent_id",
                agent,
                "task_id",
                target.taskId(),
                "command_id",
                target.commandId(),
                "type",
                type,
                "message",
                message);
    }

    private static String agent(String run) {
        return "agt_latency_" + run;
    }

    private static String agentOf(McApi api, Target target) {
        return api.get("/api/dashboard/tasks/" + target.taskId())
                .body()
                .path("agent_id")
                .asString("");
    }
}
