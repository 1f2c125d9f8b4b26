package dev.mcsync.infra.proof;

import static dev.mcsync.infra.proof.WatchedTasks.await;
import static dev.mcsync.infra.proof.WatchedTasks.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.backing.proxy.ProxyMode;
import dev.mcsync.infra.backing.proxy.TcpProxy;
import dev.mcsync.infra.local.McSync;
import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.proof.system.ChildClassPath;
import dev.mcsync.infra.proof.system.SystemProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A shell script that {@code mc-sync agent run} makes an agent of, while the network or the runner
 * itself is away.
 */
class AgentRunnerIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir static Path directory;
    private static SystemProcess system;
    private static RunFile run;
    private static McApi api;
    private static WatchedTasks watched;

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

    @Test
    void aTaskIsDoneOnceThoughTheNetworkIsCutWithinIt() throws Exception {
        Path go = directory.resolve("go");
        Path times = directory.resolve("times");
        String script =
                "echo x >> %s; while [ ! -e %s ]; do sleep 0.1; done; echo '{\"result\":{\"text\":\"%s\"}}'"
                        .formatted(times, go, "seen");
        try (TcpProxy network = TcpProxy.before(URI.create(run.url()).getPort())) {
            Process runner = runner("agt_cut", network.port(), script);
            try {
                String task = create("agt_cut", 1);
                await(() -> watched.status(task).equals("running"));
                network.mode(new ProxyMode.Blackhole());
                Files.createFile(go);
                await(() -> journal("agt_cut").contains("\"type\":\"done\""));
                assertThat(watched.status(task)).isEqualTo("running");
                network.mode(new ProxyMode.Pass());
                await(() -> watched.status(task).equals("done"));
                assertThat(watched.history(task))
                        .containsExactly("created", "ack", "running", "done");
                assertThat(api.get(path(task)).body().at("/result/text").asString())
                        .isEqualTo("seen");
                assertThat(Files.readAllLines(times)).hasSize(1);
            } finally {
                end(runner);
            }
        }
    }

    @Test
    void aTaskIsDoneOnceThoughItsRunnerIsKilled() throws Exception {
        Path ended = directory.resolve("ended");
        // The first attempt would go on for ever, and do what the second does, if nobody ended it.
        String script = "[ $MC_TASK_ATTEMPT = 1 ] && sleep 600; echo $MC_TASK_ATTEMPT >> " + ended;
        int port = URI.create(run.url()).getPort();
        Process killed = runner("agt_killed", port, script);
        String task = create("agt_killed", 2);
        await(() -> watched.status(task).equals("running"));
        List<ProcessHandle> left = killed.descendants().toList();
        killed.destroyForcibly();
        assertThat(killed.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(left).anyMatch(ProcessHandle::isAlive);

        Process again = runner("agt_killed", port, script);
        try {
            await(() -> watched.status(task).equals("done"));
            assertThat(left).noneMatch(ProcessHandle::isAlive);
            assertThat(Files.readAllLines(ended)).containsExactly("2");
            JsonNode first = api.get(path(task)).body().at("/prior_attempts/0");
            assertThat(first.path("error_code").asString()).isEqualTo("agent_restarted");
            assertThat(watched.history(task)).containsOnlyOnce("done");
        } finally {
            end(again);
        }
    }

    private static Process runner(String agent, int port, String script) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        ChildClassPath.current(),
                        McSync.class.getName(),
                        "agent",
                        "run",
                        "--id",
                        agent,
                        "--url",
                        "http://127.0.0.1:" + port,
                        "--token",
                        run.token(),
                        "--heartbeat",
                        "1",
                        "--state",
                        state(agent).toString(),
                        "--",
                        "sh",
                        "-c",
                        script)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(agent + ".log").toFile())
                .start();
    }

    /** It says goodbye, and ends by itself. */
    private static void end(Process runner) throws InterruptedException {
        runner.destroy();
        assertThat(runner.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private static String create(String agent, int attempts) {
        Answer created =
                api.post(
                        "/api/dashboard/tasks",
                        Map.of("title", "A task", "agent_id", agent, "max_attempts", attempts));
        assertThat(created.isSuccess()).as(created.toString()).isTrue();
        return created.text("task_id");
    }

    private static Path state(String agent) {
        return directory.resolve("state-" + agent);
    }

    private static String journal(String agent) throws IOException {
        return Files.readString(state(agent).resolve("journal.jsonl"));
    }
}
