package dev.mcsync.infra.proof.flood;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.ApiUnreachableException;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.proof.system.SystemProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three floods of one token each, against one system. Others are served meanwhile nearly as fast as
 * before, and memory stays within a bound. The system has 1 GB of heap, as a person's would.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("alone")
class FloodIT {

    private static final String PANEL_TOKEN = "flood-panel-token-000000000000";
    private static final String OTHER_PANEL_TOKEN = "flood-other-token-000000000000";
    private static final String AGENT_TOKEN = "flood-agent-token-000000000000";
    private static final String BOUND_TOKEN = "flood-bound-token-000000000000";

    /** The name of the variable of its token comes down in small letters. */
    private static final String INNOCENT_AGENT = "innocent";

    private static final Duration BEFORE = Duration.ofSeconds(5);

    /** What is asked for at once stands for as long; the cut of the unread comes within it. */
    private static final Duration LEAST_FLOOD = Duration.ofSeconds(14);

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    /**
     * Under it nothing is compared: the flood's own client, and whatever else runs, works on the
     * same cores, and what it takes of them is no fault of the system. An innocent call that a
     * flood starves waits for many seconds. The ratios of a quiet machine are in the documents.
     */
    private static final Duration FAST_ENOUGH = Duration.ofSeconds(2);

    /** Of what does nothing but stand. */
    private static final int MAX_GROWTH_MB = 300;

    /**
     * Twice 120 MB of heartbeats pass through the heap, which may take all of its 1 GB before it is
     * cleaned. What is beside it, as buffers, may not grow with them.
     */
    private static final int MAX_WITH_A_FULL_HEAP_MB = 1_024 + 500;

    private static final long MAX_BOARD_BYTES = 16 * 1024 * 1024;

    private static final int WAITS = 4_000;
    private static final int READS = 330;
    private static final int AGENTS = 2_000;
    private static final int TASKS = 600;
    private static final String LONG_TEXT = "x".repeat(4_000);

    @TempDir static Path directory;
    private static SystemProcess system;
    private static RunFile run;
    private static McApi admin;
    private static McApi panel;
    private static McApi agent;
    private static Innocent innocent;

    private Memory memory;
    private Innocent.Figures before;

    @BeforeAll
    static void startTheSystem() {
        system =
                new SystemProcess(
                        directory.resolve("data"),
                        LoopbackPorts.free(),
                        Map.of(
                                "MC_PANEL_TOKEN",
                                PANEL_TOKEN + "," + OTHER_PANEL_TOKEN,
                                "MC_AGENT_TOKEN",
                                AGENT_TOKEN,
                                "MC_AGENTTOKENS_INNOCENT",
                                BOUND_TOKEN,
                                "MC_WRITE_STALL",
                                "4s"));
        run = system.start();
        admin = system.api(run);
        panel = new McApi(run.url(), PANEL_TOKEN);
        agent = new McApi(run.url(), BOUND_TOKEN);
        String taskId =
                admin.post(
                                "/api/dashboard/tasks",
                                Map.of("title", "Of the innocent", "agent_id", INNOCENT_AGENT))
                        .text("task_id");
        innocent = new Innocent(panel, agent, INNOCENT_AGENT, taskId);
        innocent.callFor(WARM_UP);
    }

    @AfterAll
    static void stopTheSystem() {
        system.close();
        List.of(admin, panel, agent).forEach(McApi::close);
    }

    @BeforeEach
    void measureBefore() {
        before = innocent.callFor(BEFORE);
        memory = Memory.watch(run.pid());
    }

    @AfterEach
    void endWatch() {
        memory.close();
    }

    @Test
    @Order(1)
    void longPollsOfOneTokenLeaveTheReadSideToOthers() throws Exception {
        try (Crowd crowd = new Crowd(run.url())) {
            Innocent.Figures during =
                    innocentWhile(() ->
                            times(
                                    WAITS,
                                    8,
                                    Duration.ofMillis(10),
                                    i ->
                                            crowd.ask(
                                                    Crowd.request(
                                                            "GET",
                                                            "/api/agents/agt_%d/commands"
                                                                    .formatted(i % 500),
                                                            AGENT_TOKEN,
                                                            "Prefer: wait=20"))));
            Map<Integer, Long> answered = crowd.answered();
            tell("4,000 long polls", during, answered);

            assertThat(answered.keySet()).containsExactly(0, 429);
            assertUnharmed(during);
        }
    }

    @Test
    @Order(2)
    void answersThatAreNeverReadAreGivenUp() throws Exception {
        fillBoard();
        long length = new BoardLength(run.url(), OTHER_PANEL_TOKEN).read().bytes();
        try (Crowd crowd = new Crowd(run.url())) {
            Innocent.Figures during =
                    innocentWhile(() ->
                            times(
                                    READS,
                                    8,
                                    Duration.ofMillis(100),
                                    _ ->
                                            crowd.ask(
                                                    Crowd.request(
                                                            "GET",
                                                            "/api/dashboard/board",
                                                            OTHER_PANEL_TOKEN))));
            Map<Integer, Long> answered = crowd.answered();
            long hungUp = crowd.hungUp();
            tell(
                    "330 boards of %d KB never read".formatted(length / 1024),
                    during,
                    answered + ", hung up on " + hungUp);

            assertUnharmed(during);
            assertThat(hungUp).isPositive().isEqualTo(answered.get(200));
        }
    }

    @Test
    @Order(3)
    void oneTokenCannotMakeTheBoardUnreadableWithAgents() throws Exception {
        Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
        Map<String, String> large = Map.of("notes", "m".repeat(60_000));
        Map<String, String> small = Map.of("notes", "m".repeat(4_000));
        Map<Integer, Integer> boards = new ConcurrentSkipListMap<>();
        BoardLength board = new BoardLength(run.url(), OTHER_PANEL_TOKEN);
        try (McApi flooder = new McApi(run.url(), AGENT_TOKEN)) {
            Innocent.Figures during =
                    innocentWhile(() -> {
                        times(
                                AGENTS,
                                4,
                                Duration.ZERO,
                                i -> beat(flooder, "agt_large_" + i, large, statuses));
                        produceHeartbeats("agt_direct_", "m".repeat(60_000));
                        times(
                                AGENTS,
                                4,
                                Duration.ZERO,
                                i -> beat(flooder, "agt_small_" + i, small, statuses));
                        awaitAgents(AGENTS + statuses.getOrDefault(202, 0));
                        times(
                                60,
                                6,
                                Duration.ZERO,
                                _ -> boards.merge(board.read().status(), 1, Integer::sum));
                    });
            tell("2,000 agents three times", during, statuses + ", boards " + boards);

            BoardLength.Read last = board.read();
            System.out.println("flood: the board afterwards: " + last);
            assertThat(boards.keySet()).containsExactly(200);
            assertThat(last.bytes()).isLessThan(MAX_BOARD_BYTES);
            assertThat(statuses.keySet()).containsExactly(202, 422, 429);
            assertServed(during);
            assertThat(memory.peak()).as(memory.toString()).isLessThan(MAX_WITH_A_FULL_HEAP_MB);
        }
    }

    private void assertUnharmed(Innocent.Figures during) {
        assertServed(during);
        assertThat(memory.grownBy()).as(memory.toString()).isLessThan(MAX_GROWTH_MB);
    }

    private void assertServed(Innocent.Figures during) {
        Duration limit = before.p99().multipliedBy(2);
        assertThat(during.failures()).isEmpty();
        assertThat(during.p99()).isLessThan(limit.compareTo(FAST_ENOUGH) > 0 ? limit : FAST_ENOUGH);
    }

    private void tell(String flood, Object during, Object answers) {
        System.out.printf(
                "flood: %s%n  before: %s%n  during: %s%n  flooder: %s%n  %s%n",
                flood, before, during, answers, memory);
    }

    private interface Work {
        void run() throws Exception;
    }

    private static Innocent.Figures innocentWhile(Work flood) throws Exception {
        try (ExecutorService one = Executors.newSingleThreadExecutor()) {
            Future<?> flooding =
                    one.submit(() -> {
                        flood.run();
                        return true;
                    });
            long leastEnd = System.nanoTime() + LEAST_FLOOD.toNanos();
            Innocent.Figures figures =
                    innocent.callWhile(() -> !flooding.isDone() || System.nanoTime() < leastEnd);
            flooding.get();
            return figures;
        }
    }

    /**
     * @param pause of each thread after each
     */
    private static void times(int count, int threads, Duration pause, IntConsumer each)
            throws InterruptedException, ExecutionException {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> all = new ArrayList<>();
            IntStream.range(0, count)
                    .forEach(i ->
                            all.add(
                                    pool.submit(() -> {
                                        each.accept(i);
                                        LockSupport.parkNanos(pause.toNanos());
                                    })));
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private static void awaitAgents(int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (admin.get("/api/dashboard/agents").body().path("agents").size() < count) {
            assertThat(System.nanoTime()).as("until %d agents", count).isLessThan(deadline);
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private static void beat(
            McApi flooder,
            String agentId,
            Map<String, String> meta,
            Map<Integer, Integer> statuses) {
        count(
                statuses,
                () ->
                        flooder.post(
                                "/api/agents/heartbeat",
                                Map.of("agent_id", agentId, "meta", meta)));
    }

    private interface Call {
        Answer answer();
    }

    /** No answer at all counts as 0. */
    private static void count(Map<Integer, Integer> statuses, Call call) {
        int status;
        try {
            status = call.answer().status();
        } catch (ApiUnreachableException _) {
            status = 0;
        }
        statuses.merge(status, 1, Integer::sum);
    }

    private static void produceHeartbeats(String prefix, String notes) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", run.kafka(), "acks", "all"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int i = 0; i < AGENTS; i++) {
                String id = prefix + i;
                String heartbeat =
                        "{\"event_id\":\"evt_%s\",\"type\":\"heartbeat\",\"agent_id\":\"%s\",\"meta\":{\"notes\":\"%s\"}}"
                                .formatted(id, id, notes);
                var _ =
                        producer.send(
                                new ProducerRecord<>(
                                        Topic.AGENT_HEARTBEATS.topicName(),
                                        id.getBytes(UTF_8),
                                        heartbeat.getBytes(UTF_8)));
            }
        }
    }

    private static void fillBoard() throws Exception {
        times(
                TASKS,
                8,
                Duration.ZERO,
                i -> {
                    Answer created =
                            admin.post(
                                    "/api/dashboard/tasks",
                                    Map.of("title", "Filling " + i, "agent_id", "agt_filler"));
                    Answer told =
                            admin.post(
                                    "/api/agents/events",
                                    Map.of(
                                            "event_id",
                                            "evt_fill_" + i,
                                            "type",
                                            "running",
                                            "agent_id",
                                            "agt_filler",
                                            "task_id",
                                            created.text("task_id"),
                                            "command_id",
                                            created.text("command_id"),
                                            "message",
                                            LONG_TEXT));
                    assertThat(told.isSuccess()).as(told.toString()).isTrue();
                });
    }
}
