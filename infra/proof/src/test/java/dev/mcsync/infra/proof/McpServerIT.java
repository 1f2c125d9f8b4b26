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
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A task that a client of the Model Context Protocol does through {@code mc-sync mcp}, while the
 * network or the server itself is away.
 */
class McpServerIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final JsonMapper JSON = JsonMapper.builder().build();

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
    void aTaskIsDoneOnceThoughTheNetworkIsCutAndTheServerKilledWithinIt() throws Exception {
        try (TcpProxy network = TcpProxy.before(URI.create(run.url()).getPort())) {
            McpSyncClient client = client("agt_mcp", network.port());
            String task = create(client, "agt_mcp");
            assertThat(create(client, "agt_mcp")).isEqualTo(task);
            String attempt =
                    told(client, "next_task", Map.of()).at("/tasks/0/command_id").asString();
            told(client, "ack", Map.of("command_id", attempt));
            assertThat(watched.status(task)).isEqualTo("running");

            network.mode(new ProxyMode.Blackhole());
            Map<String, Object> half = Map.of("command_id", attempt, "progress", 50);
            assertThat(outcome(client, "report_progress", half)).isEqualTo("kept");
            killServer();
            client.close();

            McpSyncClient again = client("agt_mcp", network.port());
            try {
                JsonNode left = told(again, "next_task", Map.of("wait_seconds", 1)).at("/tasks/0");
                assertThat(left.path("command_id").asString()).isEqualTo(attempt);
                assertThat(left.path("under_way").asBoolean()).isTrue();
                assertThat(outcome(again, "report_progress", half)).isEqualTo("kept");
                Map<String, Object> done =
                        Map.of("command_id", attempt, "result", Map.of("text", "Seven."));
                assertThat(outcome(again, "done", done)).isEqualTo("kept");
                network.mode(new ProxyMode.Pass());
                await(() -> watched.status(task).equals("done"));
                assertThat(outcome(again, "done", done)).isEqualTo("taken");

                assertThat(watched.history(task))
                        .containsExactly("created", "ack", "running", "progress", "done");
                assertThat(api.get(path(task)).body().at("/result/text").asString())
                        .isEqualTo("Seven.");
            } finally {
                again.close();
            }
        }
    }

    @Test
    void aPersonAnswersAndCancels() throws Exception {
        int port = URI.create(run.url()).getPort();
        try (McpSyncClient client = client("agt_asks", port)) {
            String task = create(client, "agt_asks");
            String attempt =
                    told(client, "next_task", Map.of()).at("/tasks/0/command_id").asString();
            told(client, "ack", Map.of("command_id", attempt));
            told(client, "ack", Map.of("command_id", attempt));
            Map<String, Object> ask =
                    Map.of("command_id", attempt, "question", "Which?", "wait_seconds", 0);
            JsonNode asked = told(client, "ask_person", ask);
            api.post(
                    path(task) + "/answer",
                    Map.of(
                            "command_id",
                            attempt,
                            "question_id",
                            asked.path("question_id").asString(),
                            "text",
                            "North"));
            Map<String, Object> wait =
                    Map.of("command_id", attempt, "question", "Which?", "wait_seconds", 50);
            assertThat(told(client, "ask_person", wait).path("answer").asString())
                    .isEqualTo("North");
            told(
                    client,
                    "report_progress",
                    Map.of("command_id", attempt, "message", "North it is"));
            await(() -> {
                Answer card = api.get(path(task));
                return card.isSuccess() && card.body().path("dialogue").isMissingNode();
            });

            api.post(path(task) + "/cancel", Map.of());
            JsonNode news = told(client, "next_task", Map.of("wait_seconds", 50));
            assertThat(news.at("/cancelled/0/command_id").asString()).isEqualTo(attempt);
            CallToolResult late = call(client, "done", Map.of("command_id", attempt));
            assertThat(late.isError()).isTrue();
            assertThat(late.content().toString()).contains("Stop: the attempt is over");
            assertThat(
                            client.readResource(
                                            ReadResourceRequest.builder("mcsync://tasks/" + task)
                                                    .build())
                                    .contents()
                                    .toString())
                    .contains("cancelled");
        }
    }

    private static McpSyncClient client(String agent, int port) {
        ServerParameters server =
                ServerParameters.builder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString())
                        .args(
                                "-cp",
                                ChildClassPath.current(),
                                McSync.class.getName(),
                                "mcp",
                                "--agent",
                                agent,
                                "--url",
                                "http://127.0.0.1:" + port,
                                "--token",
                                run.token(),
                                "--heartbeat",
                                "1",
                                "--state",
                                state(agent).toString())
                        .build();
        McpSyncClient client =
                McpClient.sync(new StdioClientTransport(server, McpJsonDefaults.getMapper()))
                        .requestTimeout(SOON)
                        .initializationTimeout(SOON)
                        .build();
        client.initialize();
        return client;
    }

    /** SIGKILL to the server, which is the newest child of this process. */
    private static void killServer() throws Exception {
        ProcessHandle server =
                ProcessHandle.current()
                        .children()
                        .max(
                                Comparator.comparing(
                                        child -> child.info().startInstant().orElseThrow()))
                        .orElseThrow();
        server.destroyForcibly();
        server.onExit().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    private static String create(McpSyncClient client, String agent) {
        return told(client, "create_task", Map.of("title", "Count", "agent_id", agent))
                .path("task_id")
                .asString();
    }

    private static String outcome(
            McpSyncClient client, String tool, Map<String, Object> arguments) {
        return told(client, tool, arguments).path("outcome").asString();
    }

    private static JsonNode told(McpSyncClient client, String tool, Map<String, Object> arguments) {
        CallToolResult result = call(client, tool, arguments);
        assertThat(result.isError()).as(result.toString()).isFalse();
        return JSON.valueToTree(result.structuredContent());
    }

    private static CallToolResult call(
            McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static Path state(String agent) {
        return directory.resolve("state-" + agent);
    }
}
