package dev.mcsync.infra.proof.outage;

import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.ApiUnreachableException;
import dev.mcsync.infra.operator.api.McApi;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Careful clients, who come at a steady rate whatever is answered: each brings one task to its end,
 * in order, and says everything again with the same id until it is accepted.
 */
final class Load implements AutoCloseable {

    private static final List<String> LIFE = List.of("ack", "running", "progress", "done");

    /** The creation and the reports. */
    static final int FACTS_A_LIFE = 1 + LIFE.size();

    private static final int AGENTS = 10;
    private static final int MAX_LIVES = 2_000;
    private static final int MAX_SAMPLES_OF_WRONG = 20;
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final McApi api;
    private final Duration between;
    private final boolean isReachedAlways;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(MAX_LIVES);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Set<String> tasks = ConcurrentHashMap.newKeySet();
    private final Set<String> events = ConcurrentHashMap.newKeySet();
    private final Map<String, Answers> byPhase = new LinkedHashMap<>();
    private volatile Answers answers = new Answers();

    /**
     * @param api closed by its owner
     * @param isReachedAlways whether it is wrong that a call meets nobody
     */
    Load(McApi api, int livesPerSecond, boolean isReachedAlways) {
        this.api = api;
        this.isReachedAlways = isReachedAlways;
        this.between = Duration.ofSeconds(1).dividedBy(livesPerSecond);
    }

    /** What was answered to the calls that were made in one phase. */
    static final class Answers {
        private final Map<String, Integer> counts = new ConcurrentHashMap<>();
        private final Set<String> wrong = ConcurrentHashMap.newKeySet();
        private final Set<String> events = ConcurrentHashMap.newKeySet();
        private final Set<String> lives = ConcurrentHashMap.newKeySet();
        private final Histogram millis = new ConcurrentHistogram(3);

        Map<String, Integer> counts() {
            return Map.copyOf(counts);
        }

        int accepted() {
            return counts.entrySet().stream()
                    .filter(count -> count.getKey().startsWith("2"))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }

        int refused() {
            return counts.getOrDefault("503", 0) + counts.getOrDefault("429", 0);
        }

        /** Answers that no client should get. */
        Set<String> wrong() {
            return Set.copyOf(wrong);
        }

        /** Ids of events that were answered 202. */
        Set<String> events() {
            return Set.copyOf(events);
        }

        /** Ids of tasks whose last event was answered 202. */
        Set<String> lives() {
            return Set.copyOf(lives);
        }

        /** So many of a hundred calls were answered within it. */
        Duration percentile(double percentile) {
            return Duration.ofMillis(millis.getValueAtPercentile(percentile));
        }

        Duration slowest() {
            return Duration.ofMillis(millis.getMaxValue());
        }

        private void add(String kind, long nanos) {
            counts.merge(kind, 1, Integer::sum);
            millis.recordValue(TimeUnit.NANOSECONDS.toMillis(nanos));
        }

        private void addWrong(String what) {
            if (wrong.size() < MAX_SAMPLES_OF_WRONG) {
                wrong.add(what);
            }
        }
    }

    void start() {
        threads.execute(this::bringLives);
    }

    /** Counts what is asked from now on by itself. */
    synchronized Answers enter(String phase) {
        answers = byPhase.computeIfAbsent(phase, _ -> new Answers());
        return answers;
    }

    /** Lets those who are there finish; nobody new comes. */
    boolean finish(Duration limit) throws InterruptedException {
        over.countDown();
        return room.tryAcquire(MAX_LIVES, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ids of events that were answered 202. */
    Set<String> events() {
        return Set.copyOf(events);
    }

    /** Ids of tasks whose creation was answered 201 or 202. */
    Set<String> tasks() {
        return Set.copyOf(tasks);
    }

    @Override
    public void close() {
        over.countDown();
        threads.shutdownNow();
    }

    private void bringLives() {
        try {
            for (int number = 0; !over.await(between.toMillis(), TimeUnit.MILLISECONDS); number++) {
                int life = number;
                room.acquire();
                threads.execute(() -> live(life));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void live(int number) {
        try {
            String agent = "agt_outage_" + number % AGENTS;
            String command = "cmd_outage_" + number;
            Answer created =
                    insist(
                            "/api/dashboard/tasks",
                            Map.of(
                                    "title",
                                    "Task " + number,
                                    "agent_id",
                                    agent,
                                    "command_id",
                                    command));
            String task = created.text("task_id");
            tasks.add(task);
            for (String type : LIFE) {
                String event = "evt_outage_%d_%s".formatted(number, type);
                Map<String, String> body = new HashMap<>();
                body.put("event_id", event);
                body.put("agent_id", agent);
                body.put("task_id", task);
                body.put("command_id", command);
                body.put("type", type);
                insist("/api/agents/events", body);
                events.add(event);
                answers.events.add(event);
            }
            answers.lives.add(task);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            room.release();
        }
    }

    private Answer insist(String path, Map<String, String> body) throws InterruptedException {
        while (true) {
            Answers phase = answers;
            long start = System.nanoTime();
            try {
                Answer answer = api.post(path, body);
                phase.add(Integer.toString(answer.status()), System.nanoTime() - start);
                if (answer.isSuccess()) {
                    return answer;
                }
                if (!isAskedToWait(answer)) {
                    phase.addWrong(path + ": " + answer);
                }
                Thread.sleep(answer.retryAfter().orElse(DEFAULT_RETRY));
            } catch (ApiUnreachableException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                phase.add("none", System.nanoTime() - start);
                if (isReachedAlways) {
                    phase.addWrong(path + ": " + e.getMessage());
                }
                Thread.sleep(DEFAULT_RETRY);
            }
        }
    }

    /** Too many calls open (429) counts, too: those to a broker that is silent stay open. */
    private static boolean isAskedToWait(Answer answer) {
        return (answer.status() == 503 || answer.status() == 429)
                && answer.retryAfter().isPresent();
    }
}
