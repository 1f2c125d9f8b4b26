package dev.mcsync.infra.proof.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.BoardSocket;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.proof.system.SystemProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole product, with a collector that keeps what it is sent. */
class OneTraceIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final String CALLER_SPAN = "b7ad6b7169203331";

    @TempDir static Path directory;
    private static CollectorServer collector;
    private static SystemProcess system;
    private static RunFile run;
    private static McApi api;

    @BeforeAll
    static void start() {
        collector = CollectorServer.start();
        system =
                new SystemProcess(
                        directory.resolve("data"),
                        LoopbackPorts.free(),
                        Map.of(
                                "MC_TRACING_ENDPOINT",
                                collector.address(),
                                // A busy machine decides in its own time.
                                "MC_CREATE_WAIT",
                                "20s"),
                        List.of("-Dmc.logs.processor=DEBUG"));
        run = system.start();
        api = system.api(run);
    }

    @AfterAll
    static void stop() {
        api.close();
        system.close();
        collector.close();
    }

    @Test
    void oneTraceTellsTheWayOfAReportThroughAllServices() throws Exception {
        Answer task = create("agt_one");
        String trace = "0af7651916cd43dd8448eb211c80319c";
        try (BoardSocket board = api.openBoard()) {
            assertThat(board.awaitLive(SOON)).isPresent();
            Answer answer =
                    api.post(
                            "/api/agents/events",
                            report(task, "evt_one", "ack"),
                            "traceparent",
                            parent(trace),
                            "tracestate",
                            "vendor=kept");
            assertThat(answer.status()).isEqualTo(202);
            assertThat(
                            board.await(
                                    frame ->
                                            frame.at("/task/last_event_id")
                                                    .asString("")
                                                    .equals("evt_one"),
                                    SOON))
                    .isPresent();
        }
        await(() -> !hops(trace, "POST webhook").isEmpty());
        await(() -> !hops(trace, "process mc.task-state").isEmpty());
        await(() -> !hops(trace, "process mc.agent-heartbeats").isEmpty());
        await(() -> hops(trace, "process mc.task-outcomes").size() == 2);
        await(() -> new TraceTree(collector.ofTrace(trace)).isWholeBelow(CALLER_SPAN));

        List<SeenSpan> spans = collector.ofTrace(trace);
        TraceTree tree = new TraceTree(spans);
        System.out.println("trace " + trace + "\n" + tree.text());
        assertThat(tree.hops())
                .containsExactly(
                        "ingress-gateway: POST /api/agents/events",
                        "  ingress-gateway: send mc.task-events",
                        "    state-processor: process mc.task-events",
                        "      notifier-worker: process mc.task-outcomes",
                        "        notifier-worker: POST webhook",
                        "      realtime-gateway: process mc.task-state",
                        "      state-processor: process mc.agent-heartbeats",
                        // The report is the first sign of life of its agent.
                        "        notifier-worker: process mc.task-outcomes");
        assertThat(spans.stream().filter(span -> span.parentId().equals(CALLER_SPAN)).toList())
                .extracting(SeenSpan::hop)
                .containsExactly("ingress-gateway: POST /api/agents/events");
        SeenSpan applied = hops(trace, "process mc.task-events").getFirst();
        assertThat(applied.tags())
                .containsEntry("mc.task_id", task.text("task_id"))
                .containsEntry("mc.agent_id", "agt_one")
                .containsEntry("mc.event_id", "evt_one")
                .containsEntry("mc.event_type", "ack")
                .containsEntry("mc.outcome", "applied")
                .containsEntry("messaging.system", "kafka")
                .containsEntry("messaging.destination.name", "mc.task-events");
        assertThat(hops(trace, "process mc.task-state").getFirst().tag("mc.panels")).isEqualTo("1");
        assertThat(hops(trace, "send mc.task-events").getFirst().tag("messaging.kafka.offset"))
                .isEqualTo(applied.tag("messaging.kafka.offset"));
        await(() -> transactionsOf(applied).size() == 1);
        assertThat(transactionsOf(applied).getFirst().traceId())
                .isEqualTo(applied.tag("mc.transaction_trace_id"));
        assertThat(spans.toString()).doesNotContain(run.token());
        assertThat(logOf("state-processor"))
                .anyMatch(line -> line.contains("evt_one ") && line.endsWith(" trace.id=" + trace));
        assertThat(
                        api.get("/api/dashboard/tasks/" + task.text("task_id") + "/events")
                                .body()
                                .at("/events/0/source/trace_id")
                                .asString())
                .isEqualTo(trace);
    }

    @Test
    void eachOfManyReportsThatTakeEffectTogetherKeepsItsOwnTrace() throws Exception {
        Answer task = create("agt_many");
        List<String> traces =
                IntStream.range(0, 50)
                        .mapToObj("5a1e651916cd43dd8448eb211c80%04x"::formatted)
                        .toList();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = new ArrayList<>();
            for (String trace : traces) {
                answers.add(
                        callers.submit(() ->
                                api.post(
                                        "/api/agents/events",
                                        report(task, "evt_" + trace, "progress"),
                                        "traceparent",
                                        parent(trace))));
            }
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(202);
            }
        }
        await(() -> traces.stream().allMatch(OneTraceIT::isWholeAndApplied));
        List<SeenSpan> applied =
                traces.stream()
                        .flatMap(trace -> hops(trace, "process mc.task-events").stream())
                        .toList();
        await(() -> applied.stream().allMatch(span -> transactionsOf(span).size() == 1));

        for (SeenSpan span : applied) {
            SeenSpan sent = hops(span.traceId(), "send mc.task-events").getFirst();
            assertThat(span.parentId()).isEqualTo(sent.spanId());
            assertThat(span.tag("mc.event_id")).isEqualTo("evt_" + span.traceId());
            assertThat(hops(span.traceId(), "POST /api/agents/events")).hasSize(1);
        }
        Map<String, Long> sizes =
                applied.stream()
                        .map(OneTraceIT::transactionsOf)
                        .map(found -> found.getFirst().spanId())
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        System.out.println("50 reports took effect in " + sizes.size() + " transactions: " + sizes);
        assertThat(sizes.size()).isLessThan(50);
        assertThat(sizes.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(50);
        // What still waits to be told could share its request with another test's message.
        await(() -> traces.stream().allMatch(OneTraceIT::isTold));
    }

    @Test
    void aProducerThatWritesToTheLogIsTheParentItself() throws Exception {
        Answer task = create("agt_direct");
        String trace = "d12e651916cd43dd8448eb211c80319c";
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", run.kafka(), "acks", "all"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            String json =
                    "{\"event_id\":\"evt_direct\",\"type\":\"ack\",\"task_id\":\"%s\",\"command_id\":\"%s\",\"agent_id\":\"agt_direct\"}"
                            .formatted(task.text("task_id"), task.text("command_id"));
            producer.send(
                            new ProducerRecord<>(
                                    Topic.TASK_EVENTS.topicName(),
                                    null,
                                    task.text("task_id").getBytes(UTF_8),
                                    json.getBytes(UTF_8),
                                    List.of(
                                            new RecordHeader(
                                                    "traceparent", parent(trace).getBytes(UTF_8)))))
                    .get();
        }
        await(() -> !hops(trace, "POST webhook").isEmpty());
        await(() -> isWholeAndApplied(trace));

        SeenSpan applied = hops(trace, "process mc.task-events").getFirst();
        assertThat(applied.parentId()).isEqualTo(CALLER_SPAN);
        assertThat(applied.tag("mc.outcome")).isEqualTo("applied");
        assertThat(new TraceTree(collector.ofTrace(trace)).hops())
                .startsWith("state-processor: process mc.task-events");
    }

    /** The agent acknowledges nothing, so that it is reminded: nobody has called. */
    @Test
    void aTraceBeginsWithWhatTheProductSaysItself() throws Exception {
        Path data = directory.resolve("own");
        try (SystemProcess short_ =
                new SystemProcess(
                        data,
                        LoopbackPorts.free(),
                        Map.of(
                                "MC_TRACING_ENDPOINT", collector.address(),
                                "MC_ACK_TIMEOUT", "1s",
                                "MC_CREATE_WAIT", "20s"))) {
            RunFile other = short_.start();
            try (McApi its = short_.api(other)) {
                String task =
                        its.post(
                                        "/api/dashboard/tasks",
                                        Map.of("title", "Remind me", "agent_id", "agt_mute"))
                                .text("task_id");
                await(() -> !deadlines(task).isEmpty());
                SeenSpan passed = deadlines(task).getFirst();
                await(() -> !hops(passed.traceId(), "send mc.task-events").isEmpty());
                SeenSpan said = hops(passed.traceId(), "send mc.task-events").getFirst();

                assertThat(said.service()).isEqualTo("state-processor");
                assertThat(said.parentId()).isEmpty();
                assertThat(passed.parentId()).isEqualTo(said.spanId());
            }
        }
    }

    @Test
    void withoutItsCollectorTheProductWorksAndCountsWhatIsLost() throws Exception {
        Path data = directory.resolve("away");
        try (SystemProcess alone =
                new SystemProcess(
                        data,
                        LoopbackPorts.free(),
                        Map.of(
                                "MC_TRACING_ENDPOINT",
                                "http://127.0.0.1:" + LoopbackPorts.free(),
                                "MC_CREATE_WAIT",
                                "20s"))) {
            RunFile other = alone.start();
            try (McApi its = alone.api(other)) {
                Answer task =
                        its.post(
                                "/api/dashboard/tasks",
                                Map.of("title", "Go on", "agent_id", "agt_away"));
                for (String type : List.of("ack", "running", "done")) {
                    Answer answer =
                            its.post(
                                    "/api/agents/events",
                                    report(task, "evt_away_" + type, type, "agt_away"),
                                    "Prefer",
                                    "wait=10");
                    assertThat(answer.status()).isEqualTo(200);
                }
                await(() -> dropped(other) > 0);
                await(() ->
                        its.get("/api/dashboard/tasks/" + task.text("task_id"))
                                .text("status")
                                .equals("done"));
            }
            List<String> told =
                    Files.readAllLines(data.resolve("logs/libraries.log")).stream()
                            .filter(line -> line.contains("Spans are lost"))
                            .toList();
            assertThat(told.size()).as("once for each service at most").isBetween(1, 4);
        }
    }

    private static List<SeenSpan> deadlines(String task) {
        return collector.spans(span ->
                span.tag("mc.event_type").equals("deadline_passed")
                        && span.tag("mc.task_id").equals(task));
    }

    private static double dropped(RunFile run) throws Exception {
        HttpRequest metrics =
                HttpRequest.newBuilder(URI.create(run.url() + "/actuator/prometheus"))
                        .header(AccessTokens.HEADER, run.token())
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(metrics, BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("mc_tracing_spans_dropped_total"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        }
    }

    private static Answer create(String agent) {
        Answer created =
                api.post("/api/dashboard/tasks", Map.of("title", "Trace me", "agent_id", agent));
        assertThat(created.status()).isEqualTo(201);
        return created;
    }

    private static Map<String, String> report(Answer task, String eventId, String type) {
        return report(task, eventId, type, "");
    }

    private static Map<String, String> report(
            Answer task, String eventId, String type, String agent) {
        return Map.of(
                "event_id",
                eventId,
                "type",
                type,
                "task_id",
                task.text("task_id"),
                "command_id",
                task.text("command_id"),
                "agent_id",
                agent.isEmpty() ? agentOf(task) : agent);
    }

    private static String agentOf(Answer task) {
        return api.get("/api/dashboard/tasks/" + task.text("task_id") + "?at_least_version=1")
                .text("agent_id");
    }

    private static String parent(String trace) {
        return "00-" + trace + "-" + CALLER_SPAN + "-01";
    }

    private static List<SeenSpan> hops(String trace, String name) {
        return collector.ofTrace(trace).stream().filter(span -> span.name().equals(name)).toList();
    }

    /** The services send their spans each in its own time, and a child often before its parent. */
    private static boolean isWholeAndApplied(String trace) {
        return hops(trace, "process mc.task-events").size() == 1
                && new TraceTree(collector.ofTrace(trace)).isWholeBelow(CALLER_SPAN);
    }

    /** By a request of its own, or by one that tells of others too. */
    private static boolean isTold(String trace) {
        return hops(trace, "process mc.task-outcomes").stream()
                .map(SeenSpan::spanId)
                .anyMatch(told ->
                        !collector
                                .spans(span ->
                                        span.name().equals("POST webhook")
                                                && (span.parentId().equals(told)
                                                        || span.links().contains(told)))
                                .isEmpty());
    }

    private static List<SeenSpan> transactionsOf(SeenSpan record) {
        return collector.spans(span -> span.links().contains(record.spanId()));
    }

    private static List<String> logOf(String service) throws IOException {
        return Files.readAllLines(directory.resolve("data/logs/" + service + ".log"));
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime())
                    .as(() ->
                            "in time; seen was\n"
                                    + new TraceTree(collector.spans(_ -> true)).text())
                    .isLessThan(deadline);
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }
}
