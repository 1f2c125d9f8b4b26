package dev.mcsync.infra.proof.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.BoardSocket;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.operator.rejected.RejectedEvents;
import dev.mcsync.infra.operator.rejected.RejectedRecord;
import dev.mcsync.infra.operator.rejected.Replay;
import dev.mcsync.infra.operator.rejected.ReplayRefusedException;
import dev.mcsync.infra.proof.hostile.EventBody.Ids;
import dev.mcsync.infra.proof.hostile.EventBody.Verdict;
import dev.mcsync.infra.proof.hostile.HttpCases.Tokens;
import dev.mcsync.infra.proof.system.SystemProcess;
import dev.mcsync.infra.proof.topic.TopicReader;
import dev.mcsync.service.kafka.KafkaClients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hostile input from all three sides, on one system: each is refused in so many words, and what is
 * good beside it takes effect all the same.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileInputIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CALLERS = 8;
    private static final int IDLE_SOCKETS = 300;

    private static final String PANEL_TOKEN = "hostile-panel-token-0000000000";
    private static final String AGENT_TOKEN = "hostile-agent-token-0000000000";
    private static final String BOUND_TOKEN = "hostile-bound-token-0000000000";
    private static final String AGENT = "agt_hostile";

    private static final Score SCORE = new Score();

    @TempDir static Path directory;
    private static SystemProcess system;
    private static RunFile run;
    private static McApi api;
    private static RawHttp http;
    private static Ids ids;

    /** Its clocks are short, so that a cut comes soon. */
    @BeforeAll
    static void startTheSystem() {
        system =
                new SystemProcess(
                        directory.resolve("data"),
                        LoopbackPorts.free(),
                        Map.of(
                                "MC_PANEL_TOKEN", PANEL_TOKEN,
                                "MC_AGENT_TOKEN", AGENT_TOKEN,
                                "MC_AGENTTOKENS_BOUND", BOUND_TOKEN,
                                "MC_SIGN_IN_TRIES", "1000",
                                "MC_READ_TIMEOUT", "2s",
                                "MC_REQUEST_TIMEOUT", "3s",
                                "MC_HELLO_WITHIN", "2s",
                                "SERVER_NETTY_IDLE_TIMEOUT", "6s"));
        run = system.start();
        api = system.api(run);
        http = new RawHttp(run.url());
        ids = runningTask("The one that is attacked");
    }

    @AfterAll
    static void stopTheSystem() {
        System.out.println(SCORE);
        system.close();
        api.close();
    }

    @Test
    @Order(1)
    void hostileRequestsAreRefused() {
        List<HttpCase> cases = new ArrayList<>(HttpCases.all(tokens(), ids, session()));
        List<EventBody> bodies = EventBodies.all();
        for (int i = 0; i < bodies.size(); i++) {
            cases.add(posted(bodies.get(i), "evt_http_" + i));
        }

        inParallel(cases, HostileInputIT::check);

        assertNoFaults();
        assertThatTheBoardMoves();
    }

    @Test
    @Order(2)
    void hostileRecordsAreSetAsideAndHoldUpNoOther() throws Exception {
        try (TopicReader rejected = TopicReader.fromNow(run.kafka(), "mc.rejected-events");
                TopicReader outcomes = TopicReader.fromNow(run.kafka(), "mc.task-outcomes");
                KafkaProducer<byte[], byte[]> producer = producer("none")) {
            int partitions = producer.partitionsFor(Topic.TASK_EVENTS.topicName()).size();
            int partition = send(producer, beside("evt_first")).partition();
            List<KafkaCase> cases = KafkaCases.all(ids, partition, partitions);
            Map<KafkaCase, Future<RecordMetadata>> sent = new LinkedHashMap<>();
            Set<String> expectedOutcomes = new HashSet<>();
            for (KafkaCase hostile : cases) {
                sent.put(hostile, producer.send(hostile.record()));
                String besideIt = "evt_beside_" + sent.size();
                var _ = producer.send(beside(besideIt));
                expectedOutcomes.add(besideIt);
                if (!hostile.isRejected() && !hostile.eventId().isEmpty()) {
                    expectedOutcomes.add(hostile.eventId());
                }
            }
            producer.flush();
            Map<String, KafkaCase> byPosition = new HashMap<>();
            for (Map.Entry<KafkaCase, Future<RecordMetadata>> record : sent.entrySet()) {
                RecordMetadata at = record.getValue().get();
                if (record.getKey().isRejected()) {
                    byPosition.put(
                            at.topic() + "-" + at.partition() + "@" + at.offset(), record.getKey());
                }
            }

            List<String> told = eventIds(outcomes, expectedOutcomes);
            for (KafkaCase hostile : cases) {
                if (!hostile.isRejected()) {
                    boolean isTold =
                            hostile.eventId().isEmpty() || told.contains(hostile.eventId());
                    SCORE.note("kafka " + hostile.name(), isTold ? null : "it has no outcome");
                }
            }
            assertThat(told).as("outcomes of what stood beside").containsAll(expectedOutcomes);

            List<ConsumerRecord<byte[], byte[]>> found =
                    rejected.await(
                            records ->
                                    records.stream()
                                            .map(HostileInputIT::sourceOf)
                                            .toList()
                                            .containsAll(byPosition.keySet()),
                            PATIENCE);
            Map<String, ConsumerRecord<byte[], byte[]>> bySource = new HashMap<>();
            found.forEach(record -> bySource.put(sourceOf(record), record));
            byPosition.forEach((position, hostile) ->
                    SCORE.note(
                            "kafka " + hostile.name(), faultOf(hostile, bySource.get(position))));
            assertThat(bySource.keySet())
                    .as("nothing good is set aside")
                    .isEqualTo(byPosition.keySet());
        }
        assertNoFaults();
        assertThatTheBoardMoves();
    }

    /** Within the limit while it is packed, and up to 20 MB when it is not. */
    @Test
    @Order(3)
    void aRecordThatSwellsWhenItIsUnpackedIsRefusedAtTheDoor() throws Exception {
        for (String packing : List.of("gzip", "zstd", "lz4", "snappy")) {
            try (KafkaProducer<byte[], byte[]> producer = producer(packing)) {
                byte[] bomb = new byte[packing.equals("snappy") ? 2_000_000 : 20_000_000];
                assertThat(
                                producer.send(
                                        new ProducerRecord<>(
                                                Topic.TASK_EVENTS.topicName(),
                                                ids.taskId().getBytes(UTF_8),
                                                bomb)))
                        .as(packing)
                        .failsWithin(PATIENCE)
                        .withThrowableOfType(ExecutionException.class)
                        .withCauseInstanceOf(RecordTooLargeException.class);
                SCORE.note("kafka a bomb packed by " + packing, null);
            }
        }
        assertThatTheBoardMoves();
    }

    /** Nobody but the processor may write there; whoever does spoils nothing. */
    @Test
    @Order(4)
    void noiseOnTheOutputsStopsNoReader() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer("none")) {
            for (String topic :
                    List.of(
                            "mc.task-outcomes",
                            "mc.task-state",
                            "mc.agent-state",
                            "mc.agent-commands",
                            "mc.rejected-events")) {
                for (String noise :
                        List.of("", EventBodies.MARKER, "{}", "[".repeat(5000), "\u0000")) {
                    send(
                            producer,
                            new ProducerRecord<>(
                                    topic, ids.taskId().getBytes(UTF_8), noise.getBytes(UTF_8)));
                    SCORE.note("kafka " + noise.length() + " of noise on " + topic, null);
                }
            }
        }
        assertThatTheBoardMoves();
    }

    @Test
    @Order(5)
    void hostileSocketsAreClosedWithACode() {
        try (BoardSocket panel = openLiveBoard()) {
            List<WebSocketCase> cases = WebSocketCases.all(run.url());

            inParallel(cases, HostileInputIT::check);

            report("evt_after_sockets");
            assertThat(panel.await(frame -> isAbout(frame, "evt_after_sockets"), PATIENCE))
                    .as("the panel beside them goes on")
                    .isPresent();
        }
        assertNoFaults();
    }

    @Test
    @Order(6)
    void slowClientsAreCutAndHoldUpNobody() {
        List<SlowClient> clients = SlowClient.all(AGENT_TOKEN);
        try (IdleSockets idle = IdleSockets.open(http, IDLE_SOCKETS)) {
            inParallel(
                    clients,
                    client -> {
                        Duration lasted = client.lastAgainst(http);
                        System.out.printf(
                                "hostile: %s is cut after %d ms%n",
                                client.name(), lasted.toMillis());
                        SCORE.note(
                                "slow " + client.name(),
                                lasted.compareTo(client.limit()) < 0
                                        ? null
                                        : "it lasted " + lasted + " of at most " + client.limit());
                    });
            System.out.printf(
                    "hostile: beside %d idle sockets an answer takes %d ms%n",
                    IDLE_SOCKETS, timeOfAnAnswer().toMillis());
            assertThat(timeOfAnAnswer())
                    .as("beside idle sockets")
                    .isLessThan(Duration.ofSeconds(5));
            SCORE.note("idle sockets", idle.areCutWithin(PATIENCE) ? null : "some are still open");
        }
        assertNoFaults();
    }

    @Test
    @Order(7)
    void aRejectedRecordTakesEffectOnceWhenItIsMendedAndSentAgainTwice() throws Exception {
        String eventId = "evt_mended";
        byte[] good = EventBody.taken("", EventBodies.REPORT).bytes(eventId, ids);
        byte[] bad = new String(good, UTF_8).replace("}", ",\"colour\":1}").getBytes(UTF_8);
        try (TopicReader outcomes = TopicReader.fromNow(run.kafka(), "mc.task-outcomes");
                KafkaProducer<byte[], byte[]> producer = producer("none");
                RejectedEvents events = new RejectedEvents(KafkaClients.at(run.kafka()));
                Replay replay = new Replay(KafkaClients.at(run.kafka()))) {
            RecordMetadata at =
                    send(
                            producer,
                            new ProducerRecord<>(
                                    Topic.TASK_EVENTS.topicName(),
                                    ids.taskId().getBytes(UTF_8),
                                    bad));
            String source = at.topic() + "-" + at.partition() + "@" + at.offset();
            RejectedRecord rejected = await(events, source);
            assertThat(rejected.detail()).contains("/colour");

            assertThatThrownBy(() -> replay.send(rejected, null))
                    .isInstanceOf(ReplayRefusedException.class)
                    .hasMessageContaining("/colour: unknown field");
            replay.send(rejected, good);
            replay.send(rejected, good);

            send(producer, beside("evt_behind_the_mended"));
            assertThat(eventIds(outcomes, Set.of(eventId, "evt_behind_the_mended")))
                    .contains("evt_behind_the_mended")
                    .containsOnlyOnce(eventId);
        }
    }

    private static RejectedRecord await(RejectedEvents events, String source) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            List<RejectedRecord> found =
                    events.newest(rejected -> rejected.source().equals(source), 1);
            if (!found.isEmpty()) {
                return found.getFirst();
            }
        }
        throw new AssertionError("Expected a rejected record of " + source);
    }

    private static Duration timeOfAnAnswer() {
        RawHttp.Answer answer =
                http.exchange(
                        Request.of("GET", "/api/dashboard/agents").token(PANEL_TOKEN).bytes());
        assertThat(answer.status()).isEqualTo(200);
        return answer.took();
    }

    private static void check(HttpCase hostile) {
        RawHttp.Answer answer = http.exchange(hostile.request());
        SCORE.note("http " + hostile.name(), faultOf(hostile, answer));
        SCORE.inspect("http " + hostile.name(), answer.text());
    }

    private static @Nullable String faultOf(HttpCase hostile, RawHttp.Answer answer) {
        if (!hostile.expected().contains(answer.status())) {
            return "expected %s, found %d %s"
                    .formatted(
                            hostile.expected(),
                            answer.status(),
                            answer.body().lines().findFirst().orElse(""));
        }
        boolean saysWhy = answer.status() < 400 || answer.isProblem();
        return saysWhy ? null : "expected a problem, found " + answer.text();
    }

    private static @Nullable String faultOf(
            KafkaCase hostile, @Nullable ConsumerRecord<byte[], byte[]> found) {
        if (found == null) {
            return "expected it among the rejected events";
        }
        ProducerRecord<byte[], byte[]> sent = hostile.record();
        String reason = header(found, Headers.REJECTED_REASON);
        if (!reason.equals(hostile.expected())) {
            return "expected " + hostile.expected() + ", found " + reason;
        }
        if (header(found, Headers.REJECTED_DETAIL).contains(EventBodies.MARKER)) {
            return "its content is told as the reason";
        }
        if (!Arrays.equals(found.key(), sent.key())
                || !Arrays.equals(found.value(), sent.value())) {
            return "expected its own bytes";
        }
        List<Header> kept = List.of(found.headers().toArray());
        List<Header> own = List.of(sent.headers().toArray());
        return kept.subList(0, own.size()).equals(own) && kept.size() == own.size() + 5
                ? null
                : "expected its own headers, found " + kept;
    }

    private static void check(WebSocketCase hostile) {
        String query =
                hostile.query()
                        .replace("%ticket%", ticket())
                        .replace("%used%", hostile.query().contains("%used%") ? usedTicket() : "");
        Request request =
                Request.line("GET /ws/board" + query + " HTTP/1.1")
                        .header("Host", run.url().substring(7));
        hostile.headers().lines().forEach(request::rawHeader);
        try (RawWebSocket socket = RawWebSocket.open(http.connect(), request.bytes())) {
            SCORE.note("websocket " + hostile.name(), faultOf(hostile, socket));
        }
    }

    private static @Nullable String faultOf(WebSocketCase hostile, RawWebSocket socket) {
        int end = socket.status();
        if (end == 101) {
            try {
                hostile.talk().accept(socket);
            } catch (AssertionError e) {
                return e.getMessage();
            }
            end = socket.awaitEnd();
        }
        return hostile.expected().contains(end)
                ? null
                : "expected " + hostile.expected() + ", found " + end;
    }

    private static HttpCase posted(EventBody body, String eventId) {
        byte[] request =
                Request.of("POST", "/api/agents/events")
                        .token(AGENT_TOKEN)
                        .json(body.bytes(eventId, ids))
                        .bytes();
        return new HttpCase(
                "event of " + body.name(),
                request,
                body.verdict() == Verdict.TAKEN ? Set.of(202) : Set.of(400, 422));
    }

    private static <T> void inParallel(List<T> cases, java.util.function.Consumer<T> check) {
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<?>> running = new ArrayList<>();
            for (T hostile : cases) {
                running.add(callers.submit(() -> check.accept(hostile)));
            }
            for (int i = 0; i < running.size(); i++) {
                await(running.get(i), cases.get(i));
            }
        }
    }

    private static void await(Future<?> running, Object hostile) {
        try {
            running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            running.cancel(true);
            throw new AssertionError("Expected an end of " + hostile, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private static void assertNoFaults() {
        assertThat(SCORE.faults()).as(SCORE.toString()).isEmpty();
    }

    /** What happens before it is live may be in its snapshot, where nobody looks for it. */
    private static BoardSocket openLiveBoard() {
        BoardSocket panel = api.openBoard();
        assertThat(panel.awaitLive(PATIENCE)).as("a live board").isPresent();
        return panel;
    }

    /** What people and agents want to do in the meantime. */
    private static void assertThatTheBoardMoves() {
        String eventId = "evt_alive_" + System.nanoTime();
        try (BoardSocket panel = openLiveBoard()) {
            report(eventId);
            assertThat(panel.await(frame -> isAbout(frame, eventId), PATIENCE))
                    .as("the board moves on")
                    .isPresent();
        }
    }

    private static boolean isAbout(tools.jackson.databind.JsonNode frame, String eventId) {
        return frame.path("task").path("last_event_id").asString("").equals(eventId);
    }

    private static void report(String eventId) {
        Answer answer =
                api.post(
                        "/api/agents/events",
                        Map.of(
                                "event_id",
                                eventId,
                                "type",
                                "progress",
                                "task_id",
                                ids.taskId(),
                                "command_id",
                                ids.commandId(),
                                "agent_id",
                                ids.agentId(),
                                "message",
                                eventId));
        assertThat(answer.status()).isEqualTo(202);
    }

    private static ProducerRecord<byte[], byte[]> beside(String eventId) {
        return new ProducerRecord<>(
                Topic.TASK_EVENTS.topicName(),
                ids.taskId().getBytes(UTF_8),
                EventBody.taken("", EventBodies.REPORT).bytes(eventId, ids));
    }

    private static RecordMetadata send(
            KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record)
            throws ExecutionException, InterruptedException {
        return producer.send(record).get();
    }

    private static KafkaProducer<byte[], byte[]> producer(String packing) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        run.kafka(),
                        "acks",
                        "all",
                        "compression.type",
                        packing,
                        "max.request.size",
                        200_000_000,
                        "buffer.memory",
                        200_000_000L),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static List<String> eventIds(TopicReader outcomes, Set<String> expected) {
        return eventIds(
                outcomes.await(records -> eventIds(records).containsAll(expected), PATIENCE));
    }

    private static List<String> eventIds(List<ConsumerRecord<byte[], byte[]>> outcomes) {
        return outcomes.stream().flatMap(record -> eventId(record).stream()).toList();
    }

    private static Optional<String> eventId(ConsumerRecord<byte[], byte[]> record) {
        return WireCodec.decodeOutcome(record.value())
                        instanceof Decoded.Valid<Outcome>(var outcome)
                ? Optional.of(outcome.eventId().value())
                : Optional.empty();
    }

    private static String sourceOf(ConsumerRecord<byte[], byte[]> record) {
        return "%s-%s@%s"
                .formatted(
                        header(record, Headers.REJECTED_TOPIC),
                        header(record, Headers.REJECTED_PARTITION),
                        header(record, Headers.REJECTED_OFFSET));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    private static Tokens tokens() {
        return new Tokens(run.token(), PANEL_TOKEN, AGENT_TOKEN, BOUND_TOKEN);
    }

    private static String session() {
        RawHttp.Answer signedIn =
                http.exchange(
                        Request.of("POST", "/api/session")
                                .json("{\"token\":\"" + PANEL_TOKEN + "\"}")
                                .bytes());
        assertThat(signedIn.status()).isEqualTo(200);
        return signedIn.head().replaceAll("(?s)^.*mc_session=([^;]+);.*$", "$1");
    }

    private static String ticket() {
        return api.post("/api/realtime/tickets", Map.of()).text("ticket");
    }

    /**
     * The answer to the hello is the sign: the gateway opens the socket before the ticket is seen.
     */
    private static String usedTicket() {
        String ticket = ticket();
        Request request =
                Request.line("GET /ws/board?ticket=" + ticket + " HTTP/1.1")
                        .header("Host", run.url().substring(7))
                        .header("Upgrade", "websocket")
                        .header("Connection", "Upgrade")
                        .header("Sec-WebSocket-Version", "13")
                        .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        try (RawWebSocket socket = RawWebSocket.open(http.connect(), request.bytes())) {
            assertThat(socket.status()).isEqualTo(101);
            socket.text(WebSocketCases.HELLO);
            assertThat(socket.await(_ -> true)).isEqualTo(RawWebSocket.OPEN);
        }
        return ticket;
    }

    private static Ids runningTask(String title) {
        Answer created =
                api.post("/api/dashboard/tasks", Map.of("title", title, "agent_id", AGENT));
        assertThat(created.isSuccess()).isTrue();
        Ids task = new Ids(created.text("task_id"), created.text("command_id"), AGENT);
        Answer started =
                api.post(
                        "/api/agents/events",
                        Map.of(
                                "event_id",
                                "evt_start",
                                "type",
                                "running",
                                "task_id",
                                task.taskId(),
                                "command_id",
                                task.commandId(),
                                "agent_id",
                                AGENT),
                        "Prefer",
                        "wait=5");
        assertThat(started.isSuccess()).isTrue();
        return task;
    }
}
