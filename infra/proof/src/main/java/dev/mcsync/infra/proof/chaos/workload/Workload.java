package dev.mcsync.infra.proof.chaos.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.ApiUnreachableException;
import dev.mcsync.infra.operator.api.McApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lives the scripts: many tasks at once, each in the order of its script, every call again with the
 * same id until it has a definite answer. Agents send heartbeats beside it.
 */
public final class Workload implements AutoCloseable {

    private static final int AGENTS = 10;
    private static final int LIVES_AT_ONCE = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(2);

    /** After so many an agent that tells its runs begins another. */
    private static final int BEATS_A_RUN = 12;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Set<Integer> PASSING = Set.of(429, 500, 502, 503, 504);

    private final JsonMapper json = JsonMapper.builder().build();
    private final ScriptWriter scripts;
    private final int events;
    private final boolean contested;
    private final int partitions;
    private final McApi api;
    private final KafkaProducer<byte[], byte[]> producer;
    private final History history;
    private final Pace pace;
    private final Offered offered = new Offered();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param events how many reports of agents there are to be, repeats included
     * @param contested whether many tasks at once claim the same event ids
     * @param partitions of the topic of tasks
     * @param api closed with the workload
     * @param log the settings by which a producer of the installation reaches it
     */
    public Workload(
            long seed,
            int events,
            boolean contested,
            int partitions,
            McApi api,
            Map<String, String> log,
            History history,
            Pace pace) {
        this.scripts = new ScriptWriter(seed, AGENTS);
        this.events = events;
        this.contested = contested;
        this.partitions = partitions;
        this.api = api;
        this.history = history;
        this.pace = pace;
        Map<String, Object> settings = new HashMap<>(log);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 4_000L);
        this.producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Lives everything and returns when the last call has its answer. */
    public Offered run() throws InterruptedException {
        List<Future<?>> beats = new ArrayList<>();
        for (int i = 0; i < AGENTS; i++) {
            String agent = ScriptWriter.agent(i);
            beats.add(threads.submit(() -> beat(agent)));
        }
        Semaphore room = new Semaphore(LIVES_AT_ONCE);
        List<Future<?>> lives = new ArrayList<>();
        int written = 0;
        for (int number = 0; written < events; number++) {
            Script script = scripts.write(number);
            written += (int) script.steps().stream().filter(ScriptWriter::isEvent).count();
            room.acquire();
            lives.add(
                    threads.submit(() -> {
                        try {
                            live(script);
                        } finally {
                            room.release();
                        }
                        return null;
                    }));
        }
        if (contested) {
            new Contest(producer, json, offered, partitions).run();
        }
        await(lives);
        over.set(true);
        await(beats);
        return offered;
    }

    /** How many events have had their definite answer. */
    public long sent() {
        return sent.get();
    }

    public int events() {
        return events;
    }

    @Override
    public void close() {
        over.set(true);
        threads.shutdownNow();
        producer.close(Duration.ofSeconds(5));
        api.close();
    }

    private static void await(List<Future<?>> futures) throws InterruptedException {
        for (Future<?> future : futures) {
            try {
                future.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("A life ended before its time", e.getCause());
            }
        }
    }

    private void live(Script script) throws InterruptedException {
        for (Step step : script.steps()) {
            if (ScriptWriter.isEvent(step)) {
                pace.take();
            }
            switch (step) {
                case Step.Create create -> create(create);
                case Step.Report report -> report(report);
                case Step.Change change -> change(change);
                case Step.BadRequest bad -> badRequest(bad);
                case Step.Poison poison -> poison(poison);
            }
        }
    }

    private void create(Step.Create create) {
        Answer answer = http(null, "create", () -> api.post("/api/dashboard/tasks", create.body()));
        if (answer == null) {
            return;
        }
        if (answer.isSuccess()) {
            offered.created(create.commandId(), answer.text("task_id"));
        } else if (answer.status() != 409) {
            offered.unexpected("create: " + answer);
        }
    }

    private void report(Step.Report report) {
        offered.attempt(report.eventId());
        if (report.route() == Step.Route.HTTP) {
            Answer answer =
                    http(
                            report.eventId(),
                            "report",
                            () -> api.post("/api/agents/events", report.body()));
            if (answer != null && answer.status() == 202) {
                offered.accept(report.eventId());
            } else if (answer != null) {
                offered.unexpected("report " + report.eventId() + ": " + answer);
            }
        } else {
            byte[] key = report.taskId().getBytes(UTF_8);
            Integer partition =
                    report.route() == Step.Route.KAFKA
                            ? null
                            : (rightPartition(key) + 1) % partitions;
            if (produce(
                    report.eventId(),
                    new ProducerRecord<>(
                            Topic.TASK_EVENTS.topicName(),
                            partition,
                            key,
                            json.writeValueAsBytes(report.body())))) {
                offered.accept(report.eventId());
            }
        }
        sent.incrementAndGet();
    }

    private void change(Step.Change change) {
        offered.attempt(change.eventId());
        List<String> headers = new ArrayList<>(List.of("Idempotency-Key", change.idempotencyKey()));
        if (change.ifMatch() != null) {
            headers.addAll(List.of("If-Match", change.ifMatch()));
        }
        String path = "/api/dashboard/tasks/" + change.taskId() + change.path();
        String[] pairs = headers.toArray(String[]::new);
        Answer answer =
                http(
                        change.eventId(),
                        "change" + change.path(),
                        () ->
                                change.stage() == null
                                        ? api.post(path, Map.of(), pairs)
                                        : api.patch(path, Map.of("stage", change.stage()), pairs));
        if (answer == null) {
            return;
        }
        switch (answer.status()) {
            case 200, 202, 409, 412 -> offered.accept(change.eventId());
            default -> offered.unexpected("change " + change + ": " + answer);
        }
    }

    private void badRequest(Step.BadRequest bad) {
        Answer answer = http(null, "bad request", () -> api.post("/api/agents/events", bad.body()));
        if (answer != null && answer.status() != 400 && answer.status() != 422) {
            offered.unexpected("bad request: " + answer);
        }
    }

    private void poison(Step.Poison poison) {
        var record =
                new ProducerRecord<byte[], byte[]>(
                        Topic.TASK_EVENTS.topicName(), poison.key(), poison.value());
        if (produce(null, record)) {
            offered.poisoned(poison.reason());
        }
    }

    private void beat(String agent) {
        for (int i = 0; !over.get(); i++) {
            String eventId = "evt_" + agent + "_beat_" + i + "_" + System.nanoTime();
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("event_id", eventId);
            body.put("agent_id", agent);
            body.put("type", "heartbeat");
            if (tellsItsRuns(agent)) {
                body.put("boot_id", "boot_" + agent + "_" + i / BEATS_A_RUN);
            }
            offered.attempt(eventId);
            if (i % 5 == 4) {
                if (produce(
                        eventId,
                        new ProducerRecord<>(
                                Topic.AGENT_HEARTBEATS.topicName(),
                                agent.getBytes(UTF_8),
                                json.writeValueAsBytes(body)))) {
                    offered.accept(eventId);
                }
            } else {
                Answer answer =
                        http(eventId, "heartbeat", () -> api.post("/api/agents/heartbeat", body));
                if (answer != null && answer.status() == 202) {
                    offered.accept(eventId);
                } else if (answer != null) {
                    offered.unexpected("heartbeat: " + answer);
                }
            }
            LockSupport.parkNanos(HEARTBEAT_EVERY.toNanos());
        }
    }

    /** Every third agent restarts now and then, and forgets what it was at. */
    private static boolean tellsItsRuns(String agent) {
        return Math.floorMod(agent.hashCode(), 3) == 0;
    }

    /** The definite answer, or null when there was none within the patience. */
    private @Nullable Answer http(@Nullable String eventId, String what, Supplier<Answer> call) {
        long operation = history.begin();
        Map<String, Object> details = History.details(eventId, what, "http");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Duration pause = FIRST_PAUSE;
        while (System.nanoTime() < deadline) {
            history.note(operation, History.Phase.INVOKE, details);
            String why;
            try {
                Answer answer = call.get();
                if (!PASSING.contains(answer.status())) {
                    details.put("status", answer.status());
                    history.note(
                            operation,
                            answer.isSuccess() ? History.Phase.OK : History.Phase.FAIL,
                            details);
                    return answer;
                }
                checkRetryAfter(what, answer);
                why = answer.toString();
            } catch (ApiUnreachableException e) {
                why = String.valueOf(e.getMessage());
            }
            Map<String, Object> unknown = new LinkedHashMap<>(details);
            unknown.put("why", why);
            history.note(operation, History.Phase.INFO, unknown);
            pause = rest(pause);
        }
        offered.giveUp(what + " " + eventId);
        return null;
    }

    /** Who cannot take a fact must say when to come again. */
    private void checkRetryAfter(String what, Answer answer) {
        if ((answer.status() == 503 || answer.status() == 429) && answer.retryAfter().isEmpty()) {
            offered.unexpected(what + ": " + answer.status() + " without Retry-After");
        }
        if (answer.status() == 500) {
            offered.unexpected(what + ": " + answer);
        }
    }

    private boolean produce(@Nullable String eventId, ProducerRecord<byte[], byte[]> record) {
        long operation = history.begin();
        Map<String, Object> details = History.details(eventId, "record", "kafka");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Duration pause = FIRST_PAUSE;
        while (System.nanoTime() < deadline) {
            history.note(operation, History.Phase.INVOKE, details);
            try {
                producer.send(record).get();
                history.note(operation, History.Phase.OK, details);
                return true;
            } catch (ExecutionException | KafkaException e) {
                Map<String, Object> unknown = new LinkedHashMap<>(details);
                unknown.put("why", String.valueOf(e.getMessage()));
                history.note(operation, History.Phase.INFO, unknown);
                if (eventId == null) {
                    // A poisonous record has no id: sent twice it would have to be counted twice.
                    offered.giveUp("poison of unknown fate");
                    return false;
                }
                pause = rest(pause);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        offered.giveUp("record " + eventId);
        return false;
    }

    private static Duration rest(Duration pause) {
        LockSupport.parkNanos(
                pause.toNanos() / 2 + ThreadLocalRandom.current().nextLong(pause.toNanos() / 2));
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private int rightPartition(byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
