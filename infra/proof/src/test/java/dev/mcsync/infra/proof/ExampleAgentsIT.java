package dev.mcsync.infra.proof;

import static dev.mcsync.infra.proof.WatchedTasks.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.backing.proxy.ProxyMode;
import dev.mcsync.infra.backing.proxy.TcpProxy;
import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.proof.system.SystemProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * The agents that people copy, against the whole product: the network is cut within a task, and
 * they are killed.
 */
class ExampleAgentsIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

    @TempDir static Path directory;
    private static SystemProcess system;
    private static RunFile run;
    private static McApi api;
    private static WatchedTasks watched;

    /** Each by the program that runs it, which CI has for Java and Node and may have for Python. */
    enum Example {
        PYTHON("python3", "agent.py"),
        NODE("node", "agent.mjs"),
        JAVA(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "Agent.java");

        private final String program;
        private final String file;

        Example(String program, String file) {
            this.program = program;
            this.file = file;
        }

        private void assumeThere() throws InterruptedException {
            assumeTrue(isThere(), "Left out: there is no " + program + " on this machine");
        }

        private boolean isThere() throws InterruptedException {
            try {
                return new ProcessBuilder(program, "--version")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
            } catch (IOException _) {
                return false;
            }
        }
    }

    @BeforeAll
    static void start() {
        system = new SystemProcess(directory.resolve("data"), LoopbackPorts.free(), Map.of());
        run = system.start();
        api = system.api(run);
        watched = new WatchedTasks(api);
    }

    @AfterAll
    static void stop() {
        api.close();
        system.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatWasDoneWhileTheNetworkWasCutIsToldAfterAKill(Example example) throws Exception {
        example.assumeThere();
        String agent = "agt_cut_" + example.program.replaceAll(".*/", "");
        try (TcpProxy network = TcpProxy.before(URI.create(run.url()).getPort())) {
            Process killed = agent(example, agent, network.port());
            String task = create(agent, 1, Map.of("seconds", 10));
            await(() -> watched.status(task).equals("running"));
            network.mode(new ProxyMode.Blackhole());
            await(() -> outbox(agent).contains("\"done\""));
            kill(killed);
            assertThat(watched.status(task)).isEqualTo("running");

            network.mode(new ProxyMode.Pass());
            Process again = agent(example, agent, network.port());
            try {
                await(() -> watched.status(task).equals("done"));
                assertThat(watched.history(task))
                        .startsWith("created", "ack", "running", "progress")
                        .endsWith("progress", "done")
                        .containsOnlyOnce("done", "running");
                assertThat(task(task).at("/result/text").asString()).isEqualTo("Counted to 10.");
                assertThat(task(task).path("attempt").asInt()).isOne();
            } finally {
                end(again, agent);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasUnderWayAtAKillHasFailedAndIsDoneByTheNextAttempt(Example example)
            throws Exception {
        example.assumeThere();
        String agent = "agt_killed_" + example.program.replaceAll(".*/", "");
        int port = URI.create(run.url()).getPort();
        Process killed = agent(example, agent, port);
        // It is at work for as long as nobody answers.
        String task = create(agent, 2, Map.of("ask", "Which region?"));
        await(() -> watched.history(task).contains("progress"));
        kill(killed);

        Process again = agent(example, agent, port);
        try {
            await(() -> task(task).path("attempt").asInt() == 2 && isAnswered(task));
            await(() -> watched.status(task).equals("done"));
            JsonNode first = task(task).at("/prior_attempts/0");
            assertThat(first.path("error_code").asString()).isEqualTo("agent_restarted");
            assertThat(watched.history(task))
                    .startsWith("created", "ack", "running", "progress")
                    .containsSubsequence("failed", "ack", "running", "progress", "answered", "done")
                    .containsOnlyOnce("failed", "done");
        } finally {
            end(again, agent);
        }
    }

    private static Process agent(Example example, String agent, int port) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(example.program, EXAMPLES.resolve(example.file).toString());
        builder.environment()
                .putAll(
                        Map.of(
                                "MC_URL",
                                "http://127.0.0.1:" + port,
                                "MC_TOKEN",
                                run.token(),
                                "MC_AGENT_ID",
                                agent,
                                "MC_STATE_DIR",
                                state(agent).toString(),
                                "MC_HEARTBEAT",
                                "1"));
        // Java names them on a line of its own, and an agent that does well says nothing.
        builder.environment().remove("JDK_JAVA_OPTIONS");
        return builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(
                                directory.resolve(agent + ".log").toFile()))
                .start();
    }

    private static void kill(Process agent) throws InterruptedException {
        agent.destroyForcibly();
        assertThat(agent.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    /** It says goodbye, ends by itself, and has nothing left to say. */
    private static void end(Process process, String agent) throws Exception {
        process.destroy();
        assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        await(() -> hasSaidGoodbye(agent));
        assertThat(outbox(agent)).isEmpty();
        assertThat(directory.resolve(agent + ".log")).as("refused or failed").isEmptyFile();
    }

    /** The run that was killed is thought to be alive for a while; this one is not any more. */
    private static boolean hasSaidGoodbye(String agent) {
        JsonNode boot =
                api.get("/api/dashboard/agents")
                        .body()
                        .path("agents")
                        .valueStream()
                        .filter(one -> one.path("agent_id").asString().equals(agent))
                        .findFirst()
                        .orElseThrow()
                        .path("boot");
        return boot.path("prior").size() == 1
                && boot.path("runs")
                        .valueStream()
                        .noneMatch(run -> run.path("boot_id").equals(boot.path("boot_id")));
    }

    private static String create(String agent, int attempts, Map<String, Object> payload) {
        Answer created =
                api.post(
                        "/api/dashboard/tasks",
                        Map.of(
                                "title",
                                "Count",
                                "agent_id",
                                agent,
                                "max_attempts",
                                attempts,
                                "payload",
                                payload));
        assertThat(created.isSuccess()).as(created.toString()).isTrue();
        return created.text("task_id");
    }

    /** Refused for as long as the attempt has not asked. */
    private static boolean isAnswered(String task) {
        return api.post(
                        "/api/dashboard/tasks/" + task + "/answer",
                        Map.of(
                                "command_id",
                                task(task).path("command_id").asString(),
                                "question_id",
                                "q1",
                                "text",
                                "North"))
                .isSuccess();
    }

    private static Path state(String agent) {
        return directory.resolve("state-" + agent);
    }

    private static String outbox(String agent) throws IOException {
        return Files.readString(state(agent).resolve("outbox.jsonl"));
    }

    private static JsonNode task(String task) {
        return api.get("/api/dashboard/tasks/" + task).body();
    }
}
