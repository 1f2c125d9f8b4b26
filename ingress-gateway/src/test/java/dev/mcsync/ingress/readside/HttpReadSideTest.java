package dev.mcsync.ingress.readside;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.Remark;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskOutcome.Actor;
import dev.mcsync.contracts.wire.TaskOutcome.Provenance;
import dev.mcsync.contracts.wire.TaskOutcome.Transition;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.contracts.wire.TaskStatus;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

final class HttpReadSideTest {

    private static final String TOKEN = "internal-token-of-the-tests";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final SourcePosition SOURCE = new SourcePosition("mc.task-events", 3, 4711);
    private static final EventId EVENT = new EventId("evt_1");
    private static final AgentId AGENT = new AgentId("agent-7");

    /** What the server answers, by path; nothing is 404, and an empty text no answer at all. */
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    private DisposableServer server;
    private ReadSide readSide;

    @BeforeEach
    void start() {
        server =
                HttpServer.create()
                        .host("127.0.0.1")
                        .port(0)
                        .handle((request, response) -> {
                            String answer = answers.get(request.uri());
                            if (answer == null
                                    || !TOKEN.equals(
                                            request.requestHeaders().get(AccessTokens.HEADER))) {
                                return response.sendNotFound();
                            }
                            return answer.isEmpty()
                                    ? Mono.never()
                                    : response.sendString(Mono.just(answer)).then();
                        })
                        .bindNow();
        readSide = readSide(server.port(), PATIENCE);
    }

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    @Test
    void anOutcomeIsFoundByItsEvent() {
        TaskState after = new TaskState(TaskStatus.RUNNING, Stage.DOING, 5);
        answers.put("/api/dashboard/events/evt_1", text(taskOutcome(after)));

        assertThat(find())
                .contains(
                        new Decision(
                                EVENT,
                                FactType.ACK,
                                new TaskId("tsk_1"),
                                new CommandId("cmd_1"),
                                Effect.LATE,
                                Reason.ALREADY_BEYOND,
                                after));
    }

    @Test
    void whatIsNotKnownIsNoAnswer() {
        assertThat(find()).isEmpty();
        assertThat(readSide.findInbox(AGENT, List.of()).blockOptional()).isEmpty();
    }

    @Test
    void whatIsNoOutcomeOfATaskIsNoAnswer() {
        answers.put(
                "/api/dashboard/events/evt_1",
                text(
                        new AgentOutcome(
                                EVENT, AGENT, Presence.ONLINE, 2, NOW, null, NOW, NOW, SOURCE)));
        assertThat(find()).isEmpty();

        answers.put("/api/dashboard/events/evt_1", "{\"event_id\":\"evt_1\"}");
        assertThat(find()).isEmpty();
    }

    @Test
    void aServiceThatHangsIsNotWaitedFor() {
        answers.put("/api/dashboard/events/evt_1", "");
        Instant start = Instant.now();

        assertThat(readSide(server.port(), Duration.ofMillis(200)).find(EVENT).block()).isNull();

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aServiceThatIsAwayIsNoFault() {
        assertThat(readSide(1, PATIENCE).find(EVENT).blockOptional()).isEmpty();
    }

    @Test
    void anInboxTellsWhatWaits() {
        String path = "/api/internal-view/agents/agent-7/inbox";
        answers.put(path, "{\"commands_waiting\":2,\"cancelled\":[\"cmd_9\"]}");
        assertThat(readSide.findInbox(AGENT, List.of()).blockOptional())
                .contains(new Inbox(2, List.of(new CommandId("cmd_9")), List.of()));

        answers.put(
                path,
                """
                {"commands_waiting":0,"messages":[{"command_id":"cmd_1","task_id":"tsk_1",\
                "agent_id":"agent-7","type":"message","attempt":1,"title":"t",\
                "issued_at":"2026-11-22T10:10:00Z","prior_attempts":[],"message":{"id":"evt_n1",\
                "kind":"note","text":"hurry","sent_at":"2026-11-22T10:10:00Z"}}]}\
                """);
        assertThat(readSide.findInbox(AGENT, List.of()).blockOptional())
                .hasValueSatisfying(inbox ->
                        assertThat(inbox.messages())
                                .extracting(command -> requireNonNull(command.message()).text())
                                .containsExactly("hurry"));

        answers.put(path, "{\"commands_waiting\":0}");
        assertThat(readSide.findInbox(AGENT, List.of()).blockOptional())
                .contains(new Inbox(0, List.of(), List.of()));
    }

    @Test
    void anInboxIsAskedForWithTwoHundredAttemptsOfTheLongestNames() {
        answers.put(
                "/api/internal-view/agents/agent-7/inbox",
                "{\"commands_waiting\":0,\"cancelled\":[\"cmd_9\"]}");
        List<CommandId> running =
                IntStream.range(0, 200)
                        .mapToObj(i -> new CommandId("c" + "0".repeat(120) + i))
                        .toList();

        assertThat(readSide.findInbox(AGENT, running).blockOptional())
                .contains(new Inbox(0, List.of(new CommandId("cmd_9")), List.of()));
    }

    private Optional<Decision> find() {
        return readSide.find(EVENT).mapNotNull(Known::decision).blockOptional();
    }

    private static ReadSide readSide(int port, Duration maxTime) {
        return new HttpReadSide(
                HttpClient.create(), URI.create("http://127.0.0.1:" + port), TOKEN, maxTime);
    }

    private static TaskOutcome taskOutcome(TaskState after) {
        return new TaskOutcome(
                EVENT,
                FactType.ACK,
                new TaskId("tsk_1"),
                null,
                new Actor(AGENT, new CommandId("cmd_1"), 1),
                new Transition(Effect.LATE, Reason.ALREADY_BEYOND, after, after, List.of()),
                Remark.NONE,
                new Provenance(null, NOW, NOW, SOURCE),
                null);
    }

    private static String text(Outcome outcome) {
        return new String(WireCodec.encode(outcome), StandardCharsets.UTF_8);
    }
}
