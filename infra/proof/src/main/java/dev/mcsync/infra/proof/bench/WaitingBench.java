package dev.mcsync.infra.proof.bench;

import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.proof.bench.load.Journal;
import dev.mcsync.infra.proof.bench.report.Figure;
import dev.mcsync.infra.proof.bench.subject.Bed;
import dev.mcsync.infra.proof.bench.subject.LiveMemory;
import dev.mcsync.infra.proof.bench.subject.Subject;
import dev.mcsync.infra.proof.bench.waiting.WaitingAgents;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How soon an agent has its command while many agents wait, and what a waiting agent takes. */
@Command(
        name = "waiting",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures the time from a person's call to the agent that waits with a long poll,",
            "while many others wait, and the memory of one that waits."
        })
final class WaitingBench extends Measurement {

    private static final String NAME = "waiting";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int OPENED_AT_ONCE = 200;
    private static final Duration BETWEEN_OPENINGS = Duration.ofMillis(100);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /** Prime to any number of agents that is asked for: each has its turn, and no neighbours. */
    private static final long STRIDE = 7919;

    @Option(
            names = "--agents",
            split = ",",
            defaultValue = "1000",
            paramLabel = "N",
            description =
                    "Agents that wait, one number after the other (default: ${DEFAULT-VALUE}).")
    private List<Integer> agents = List.of();

    @Option(
            names = "--rate",
            defaultValue = "20",
            description = "Tasks created a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            description = "Seconds that count (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warmup",
            defaultValue = "20",
            description = "Seconds before they count (default: ${DEFAULT-VALUE}).")
    private int warmup;

    @Override
    List<Figure> measure(Progress progress) throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (int count : agents) {
            progress.say("Starting the product …");
            try (Bed bed = Bed.ofProduct(Map.of("MC_CALL_LIMITS_WAITS_PER_TOKEN", "1000000"));
                    McApi api = bed.api()) {
                progress.say("%d agents wait, %d tasks a second …", count, rate);
                figures.addAll(measure(bed, api, count));
            }
        }
        return figures;
    }

    private List<Figure> measure(Bed bed, McApi api, int count) throws IOException {
        long pid = bed.pidOf(bed.product());
        bed.awaitCalm();
        long before = LiveMemory.bytesOf(pid);
        try (WaitingAgents waiting = bed.waitingAgents()) {
            for (int i = 0; i < count; i++) {
                waiting.begin(i);
                if (i % OPENED_AT_ONCE == 0) {
                    LockSupport.parkNanos(BETWEEN_OPENINGS.toNanos());
                }
            }
            bed.awaitCalm();
            int open = waiting.waiting();
            int refusedAtFirst = waiting.refused();
            long after = LiveMemory.bytesOf(pid);
            Histogram times = create(api, waiting, count);
            Figure.Place place =
                    new Figure.Place(
                            NAME,
                            Subject.PRODUCT,
                            String.format(Locale.ROOT, "%,d agents, %d/s", count, rate));
            return List.of(
                    place.times("POST → command at its agent", times),
                    place.one("waiting at once", "agents", open),
                    place.one("polls refused", "polls", waiting.refused() - refusedAtFirst),
                    place.one("polls refused while they came", "polls", refusedAtFirst),
                    place.one("memory of all", "MB", after / 1e6),
                    place.one("memory of one", "kB an agent", (after - before) / 1e3 / count),
                    place.one("threads", "threads", LiveMemory.threadsOf(pid)));
        }
    }

    /** From the beginning of each call, on its time whether or not the one before is answered. */
    private Histogram create(McApi api, WaitingAgents waiting, int count) {
        Map<String, Long> sentAt = new ConcurrentHashMap<>();
        int total = rate * (warmup + seconds);
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < total; i++) {
                int number = i;
                LockSupport.parkNanos(start + i * 1_000_000_000L / rate - System.nanoTime());
                threads.execute(() -> create(api, number, (int) (number * STRIDE % count), sentAt));
            }
        }
        await(() -> waiting.receivedAt().keySet().containsAll(sentAt.keySet()));
        Map<String, Long> received = new HashMap<>(waiting.receivedAt());
        long counted = start + Duration.ofSeconds(warmup).toNanos();
        Histogram times = Journal.histogram();
        sentAt.forEach((command, sent) -> {
            Long at = received.get(command);
            if (at != null && sent >= counted) {
                Journal.record(times, (at - sent) / 1_000);
            }
        });
        return times;
    }

    private static void create(McApi api, int number, int agent, Map<String, Long> sentAt) {
        long sent = System.nanoTime();
        Answer answer =
                api.post(
                        "/api/dashboard/tasks",
                        Map.of("title", "Task " + number, "agent_id", WaitingAgents.agent(agent)));
        if (!answer.isSuccess()) {
            throw new IllegalStateException("Expected a task, found " + answer);
        }
        sentAt.put(answer.text("command_id"), sent);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }
}
