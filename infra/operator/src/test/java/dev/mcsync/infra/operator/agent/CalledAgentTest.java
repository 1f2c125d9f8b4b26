package dev.mcsync.infra.operator.agent;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.operator.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An agent whose work is done by calls, each of which may come twice. */
@Timeout(60)
class CalledAgentTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Fate TAKEN = new Fate.Taken(false);

    @TempDir Path directory;

    private FakeSystem system;
    private McApi api;
    private @Nullable CalledAgent agent;
    private Instant now = Instant.now();

    @BeforeEach
    void begin() throws IOException {
        system = new FakeSystem();
        api = system.api();
        open();
    }

    @AfterEach
    void end() {
        agent().close();
        api.close();
        system.close();
    }

    @Test
    void aTaskIsHandedOutOnceUnlessItIsAskedForAgain() throws InterruptedException {
        system.start("cmd_1", "Count", "every one");
        system.start("cmd_2", "Count on", "");

        assertThat(handed(agent().next(SOON, false))).containsExactly("cmd_1");
        assertThat(handed(agent().next(SOON, false))).containsExactly("cmd_2");
        News none = agent().next(Duration.ZERO, false);
        assertThat(none.isEmpty()).isTrue();
        assertThat(none.unacknowledged()).containsExactly("cmd_1", "cmd_2");
        assertThat(handed(agent().next(SOON, true))).containsExactly("cmd_1", "cmd_2");
    }

    @Test
    void theSameCallTwiceIsOneReport() throws InterruptedException {
        take("cmd_1");
        assertThat(agent().take("cmd_1", SOON)).isEqualTo(TAKEN);
        for (int i = 0; i < 2; i++) {
            assertThat(say("progress", "halfway", null)).isEqualTo(TAKEN);
        }
        for (String message : List.of("a", "b")) {
            assertThat(say("progress", message, "key")).isInstanceOf(Fate.Taken.class);
        }
        for (int i = 0; i < 2; i++) {
            assertThat(say("done", "all", null)).isEqualTo(TAKEN);
        }
        assertThat(system.conflicts()).isEmpty();
        assertThat(system.types())
                .containsExactly("ack", "running", "progress", "progress", "done");
        assertThat(messages()).containsExactly("halfway", "a", "all");
    }

    @Test
    void theSameWordsLaterAreANewSignOfLife() throws InterruptedException {
        take("cmd_1");
        say("progress", "compiling", null);
        now = now.plus(CallNames.REPEATED_WITHIN).plusSeconds(1);
        say("progress", "compiling", null);
        say("progress", "testing", null);
        say("progress", "compiling", null);
        assertThat(messages()).containsExactly("compiling", "compiling", "testing", "compiling");
    }

    @Test
    void aReportWaitsForTheNetworkAndForTheNextStart() throws InterruptedException {
        take("cmd_1");
        system.beAway(true);
        assertThat(say("done", "all", null, Duration.ofMillis(50))).isEqualTo(new Fate.Waiting());
        reopen();
        system.beAway(false);
        await(() -> system.types().contains("done"));
        assertThat(say("done", "all", null)).isEqualTo(TAKEN);
        assertThat(system.types()).containsExactly("ack", "running", "done");
        assertThat(system.conflicts()).isEmpty();
    }

    @Test
    void whatIsUnderWayIsGoneOnWithAfterARestart() throws InterruptedException {
        take("cmd_1");
        int beats = system.heartbeats().size();
        reopen();
        await(() -> system.heartbeats().size() > beats + 1);
        assertThat(system.heartbeats().getLast().path("running").toString())
                .isEqualTo("[\"cmd_1\"]");
        News news = agent().next(SOON, false);
        assertThat(news.tasks()).extracting(News.Task::isUnderWay).containsExactly(true);
        assertThat(news.tasks().getFirst().command().path("title").asString()).isEqualTo("Count");
        assertThat(agent().next(Duration.ZERO, false).isEmpty()).isTrue();
        assertThat(agent().take("cmd_1", SOON)).isEqualTo(TAKEN);
        assertThat(say("done", "all", null)).isEqualTo(TAKEN);
        assertThat(system.types()).containsExactly("ack", "running", "done");
    }

    @Test
    void aCancelIsToldOnceAndEndsTheAttempt() throws InterruptedException {
        take("cmd_1");
        system.cancel("cmd_1");
        assertThat(agent().next(SOON, false).cancelled())
                .extracting(cancel -> cancel.path("command_id").asString())
                .containsExactly("cmd_1");
        assertThat(agent().next(Duration.ZERO, false).isEmpty()).isTrue();
        assertThat(say("progress", "on", null)).isInstanceOf(Fate.Over.class);
        assertThat(system.types()).containsExactly("ack", "running");
        int beats = system.heartbeats().size();
        await(() -> system.heartbeats().size() > beats + 1);
        assertThat(system.heartbeats().getLast().path("running")).isEmpty();
    }

    @Test
    void aTaskThatIsCancelledBeforeItIsBegunIsToldToWhoeverHasHeardOfIt()
            throws InterruptedException {
        system.start("cmd_1", "Count", "");
        agent().next(SOON, false);
        system.cancel("cmd_1");
        system.start("cmd_2", "Count on", "");
        system.cancel("cmd_2");
        assertThat(agent().next(SOON, false).cancelled())
                .extracting(cancel -> cancel.path("command_id").asString())
                .containsExactly("cmd_1");
        assertThat(agent().take("cmd_1", SOON)).isInstanceOf(Fate.Over.class);
    }

    /** Another attempt has taken its place, or another instance of this agent was faster. */
    @ParameterizedTest
    @ValueSource(strings = {"stale_attempt", FakeSystem.LATE})
    void whatIsNoLongerItsOwnIsNotBegun(String why) throws InterruptedException {
        system.refuse("ack", why);
        system.start("cmd_1", "Count", "");
        agent().next(SOON, false);
        assertThat(agent().take("cmd_1", SOON)).isInstanceOf(Fate.Over.class);
        assertThat(say("progress", "on", null)).isInstanceOf(Fate.Over.class);
        assertThat(system.types()).isEmpty();
    }

    @Test
    void whatAPersonSaysIsConfirmedByTheNextReport() throws InterruptedException {
        take("cmd_1");
        system.say("cmd_1", "evt_said", "this one");
        assertThat(agent().next(SOON, false).messages())
                .extracting(message -> message.at("/message/text").asString())
                .containsExactly("this one");
        assertThat(agent().next(Duration.ZERO, false).isEmpty()).isTrue();
        assertThat(agent().next(SOON, true).messages()).hasSize(1);
        say("progress", "heard", null);
        say("progress", "on", null);
        assertThat(system.events())
                .filteredOn(event -> event.has("acks"))
                .extracting(event -> event.path("acks").toString())
                .containsExactly("[\"evt_said\"]");
    }

    @Test
    void aQuestionIsAskedOnceAndItsAnswerComesWithTheWait() throws InterruptedException {
        take("cmd_1");
        ObjectNode asks = JsonNodeFactory.instance.objectNode();
        asks.putObject("question").put("id", "q_1").put("text", "Which?");
        for (int i = 0; i < 2; i++) {
            assertThat(agent().say(new Call("cmd_1", "progress", asks, null), SOON))
                    .isEqualTo(TAKEN);
        }
        assertThat(agent().answer("cmd_1", "q_1", Duration.ZERO)).isEmpty();
        system.answer("cmd_1", "evt_answer", "North");
        Optional<JsonNode> answer = agent().answer("cmd_1", "q_1", SOON);
        assertThat(answer.orElseThrow().path("text").asString()).isEqualTo("North");
        say("done", "all", null);
        assertThat(system.types()).containsExactly("ack", "running", "progress", "done");
        assertThat(system.events().getLast().path("acks").toString()).isEqualTo("[\"evt_answer\"]");
    }

    @Test
    void aLastReportThatIsRefusedEndsNothing() throws InterruptedException {
        take("cmd_1");
        system.refuse("done", "invalid_content");
        assertThat(say("done", "all", null)).isInstanceOf(Fate.Refused.class);
        reopen();
        assertThat(handed(agent().next(SOON, false))).containsExactly("cmd_1");
        assertThat(say("failed", "it is not", null)).isEqualTo(TAKEN);
    }

    @Test
    void whatCanBeNoReportIsNotSent() throws InterruptedException {
        assertThat(say("progress", "unknown", null)).isInstanceOf(Fate.Refused.class);
        take("cmd_1");
        assertThat(say("progress", "x".repeat(4001), null))
                .isEqualTo(new Fate.Refused("/message: expected 0 to 4000 characters"));
        assertThat(system.types()).containsExactly("ack", "running");
    }

    @Test
    void atItsEndItSaysGoodbye() {
        agent().close();
        assertThat(system.heartbeats().getLast().path("leaving").asBoolean()).isTrue();
    }

    private void take(String commandId) throws InterruptedException {
        system.start(commandId, "Count", "");
        assertThat(handed(agent().next(SOON, false))).containsExactly(commandId);
        assertThat(agent().take(commandId, SOON)).isEqualTo(TAKEN);
    }

    private Fate say(String type, String message, @Nullable String key)
            throws InterruptedException {
        return say(type, message, key, SOON);
    }

    private Fate say(String type, String message, @Nullable String key, Duration limit)
            throws InterruptedException {
        ObjectNode members = JsonNodeFactory.instance.objectNode().put("message", message);
        return agent().say(new Call("cmd_1", type, members, key), limit);
    }

    private CalledAgent agent() {
        return requireNonNull(agent);
    }

    private void reopen() {
        agent().close();
        open();
    }

    private void open() {
        RunnerLog log = new RunnerLog(Terminal.standard());
        Journal journal = Journal.open(directory.resolve("state"));
        Agent parts = new Agent("agt_1", journal, new Outbox(api, journal, log), log);
        CalledAgent opened = new CalledAgent(api, parts, Duration.ofMillis(200), () -> now);
        opened.begin();
        agent = opened;
    }

    private List<String> messages() {
        return system.events().stream()
                .filter(event -> event.has("message"))
                .map(event -> event.path("message").asString())
                .toList();
    }

    private static List<String> handed(News news) {
        return news.tasks().stream()
                .map(task -> task.command().path("command_id").asString())
                .toList();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
