package dev.mcsync.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.local.rehearsal.Rehearsal;
import dev.mcsync.infra.local.run.LocalRun;
import dev.mcsync.infra.local.run.RunFailedException;
import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.infra.local.run.RunOptions;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.operator.check.AcceptanceCheck;
import dev.mcsync.infra.operator.check.Tidied;
import dev.mcsync.infra.operator.check.Verdict;
import dev.mcsync.infra.operator.demo.Demo;
import dev.mcsync.infra.operator.demo.DemoLanguage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole product in this JVM, started once for all of these tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalRunIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir static Path directory;
    private LocalRun run;
    private RunFile file;

    @BeforeAll
    void start() {
        run = new LocalRun(options(LoopbackPorts.free()), new QuietSteps());
        assertThat(RunFile.find(directory)).isEmpty();
        file = run.start();
    }

    @AfterAll
    void stop() {
        run.close();
        assertThat(RunFile.find(directory)).isEmpty();
    }

    @Test
    void theRunFileTellsHowToReachIt() {
        assertThat(RunFile.find(directory)).hasValue(file);
        assertThat(file.token()).hasSizeGreaterThanOrEqualTo(32);
        try (var api = new McApi(file.url(), file.token())) {
            assertThat(api.get("/api/dashboard/board").status()).isEqualTo(200);
        }
    }

    @Test
    void theCriteriaHold() {
        var verdicts = new TreeMap<Integer, Verdict>();
        Tidied tidied;
        String board;
        try (var api = new McApi(file.url(), file.token())) {
            var check = new AcceptanceCheck(api, file.discord(), Duration.ofSeconds(1));
            check.run((number, _, verdict, _) -> verdicts.put(number, verdict));
            tidied = check.tidyUp();
            board =
                    api.get("/api/dashboard/board").body().toString()
                            + api.get("/api/dashboard/agents").body();
        }

        assertThat(tidied).isEqualTo(new Tidied(2, 3, List.of()));
        assertThat(board).doesNotContain("mc-sync-check", "mc-sync check");

        assertThat(verdicts).hasSize(9);
        assertThat(verdicts.values()).noneMatch(Verdict.Failed.class::isInstance);
        assertThat(verdicts.values().stream().filter(Verdict.Passed.class::isInstance)).hasSize(7);
    }

    @Test
    void demoAgentsLiveOnTheApiAlone() {
        try (var api = new McApi(file.url(), file.token());
                var board = api.openBoard();
                Demo _ = Demo.start(new McApi(file.url(), file.token()), DemoLanguage.EN, 40.0)) {
            assertThat(board.await(LocalRunIT::isDemoTaskDone, PATIENCE)).isPresent();
        }
    }

    @Test
    void aRehearsalTakesTheWaysOfEveryDay() throws InterruptedException {
        try (var api = new McApi(file.url(), file.token());
                var board = api.openBoard()) {
            assertThat(Rehearsal.run(api, Duration.ofSeconds(1))).isPositive();
            assertThat(board.await(LocalRunIT::isRehearsedFailure, PATIENCE)).isPresent();
        }
    }

    @Test
    void aPersonAtATerminalCreatesAnswersAndWatches() {
        try (var api = new McApi(file.url(), file.token())) {
            JsonNode task =
                    JSON.readTree(
                            command(
                                    0,
                                    "task",
                                    "create",
                                    "By hand",
                                    "--agent",
                                    "agt_typed",
                                    "-o",
                                    "json"));
            String id = task.path("task_id").asString();
            report(api, task, "progress", Map.of("question", Map.of("id", "q1", "text", "Which?")));
            assertThat(command(0, "task", "show", id)).contains("Question q1", "Which?");
            assertThat(command(0, "task", "answer", id, "this one")).contains("running");
            assertThat(command(0, "task", "move", id, "review")).contains("in review");
            assertThat(command(1, "task", "answer", id, "that one")).isEmpty();
            report(api, task, "done", Map.of());

            assertThat(command(0, "task", "watch", id)).contains(id + " is done in done");
            assertThat(command(0, "task", "list", "--agent", "agt_typed")).contains(id, "done");
            assertThat(command(0, "agents")).contains("agt_typed", "online");
            assertThat(command(1, "task", "retry", id)).isEmpty();
            assertThat(command(0, "notifications", "-n", "1")).contains("STATE");
        }
    }

    private static String command(int status, String... words) {
        var out = new StringWriter();
        CommandLine line = McSync.commandLine();
        line.setOut(new PrintWriter(out, true));
        String[] all =
                Stream.concat(Stream.of(words), Stream.of("--data-dir", directory.toString()))
                        .toArray(String[]::new);
        assertThat(line.execute(all)).as(String.join(" ", words)).isEqualTo(status);
        return out.toString();
    }

    private static void report(McApi api, JsonNode task, String type, Map<String, ?> details) {
        var event = new HashMap<String, Object>(details);
        event.put("event_id", EventId.fresh().toString());
        event.put("agent_id", "agt_typed");
        event.put("task_id", task.path("task_id").asString());
        event.put("command_id", task.path("command_id").asString());
        event.put("type", type);
        assertThat(api.post("/api/agents/events", event, "Prefer", "wait=10").status())
                .isEqualTo(200);
    }

    @Test
    void anotherRunWithTheSameDataIsRefused() {
        RunOptions options = options(LoopbackPorts.free());

        assertThatThrownBy(() -> new LocalRun(options, new QuietSteps()))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("already running")
                .hasMessageContaining(file.url())
                .hasMessageContaining("--data-dir");
    }

    @Test
    void aTakenPortIsAnsweredWithTheOptionThatChangesIt(@TempDir Path other) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var options =
                    new RunOptions(
                            taken.getLocalPort(),
                            OptionalInt.empty(),
                            OptionalInt.empty(),
                            OptionalInt.empty(),
                            other,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            false);
            try (var second = new LocalRun(options, new QuietSteps())) {
                assertThatThrownBy(second::start)
                        .isInstanceOf(RunFailedException.class)
                        .hasMessageContaining("--port");
            }
        }
    }

    private static boolean isDemoTaskDone(JsonNode frame) {
        return frame.path("task").path("status").asString("").equals("done")
                && frame.path("task").path("agent_id").asString("").startsWith("agt_");
    }

    private static boolean isRehearsedFailure(JsonNode frame) {
        return frame.path("task").path("status").asString("").equals("failed")
                && frame.path("task").path("agent_id").asString("").startsWith("rehearsal-");
    }

    private RunOptions options(int port) {
        return new RunOptions(
                port,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                directory,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }
}
