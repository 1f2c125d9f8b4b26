package dev.mcsync.infra.operator.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.infra.operator.OperatorLine;
import dev.mcsync.infra.operator.OperatorTool;
import dev.mcsync.infra.operator.agent.FakeSystem;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The program as a client starts it, spoken to by the library's own client and by hand. */
@Timeout(120)
class McpOverStdioTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String HELLO =
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"hand","version":"1"}}}
            """;

    @TempDir Path directory;

    @BeforeAll
    static void logQuietly() {
        OperatorLine.logQuietly();
    }

    private FakeSystem system;

    @BeforeEach
    void begin() throws IOException {
        system = new FakeSystem();
    }

    @AfterEach
    void end() {
        system.close();
    }

    @Test
    void aTaskIsDoneByCalls() {
        try (McpSyncClient client = client("--agent", "agt_1")) {
            assertThat(client.initialize().serverInfo().name()).isEqualTo("mc-sync");
            assertThat(client.listTools().tools())
                    .extracting(Tool::name)
                    .containsExactly(
                            "next_task",
                            "ack",
                            "report_progress",
                            "ask_person",
                            "done",
                            "failed",
                            "create_task",
                            "list_tasks",
                            "get_task");

            system.start("cmd_1", "Count", "every one");
            JsonNode task = told(client, "next_task", Map.of()).at("/tasks/0");
            assertThat(task.path("instructions").asString()).isEqualTo("every one");
            told(client, "ack", Map.of("command_id", "cmd_1"));
            told(client, "report_progress", Map.of("command_id", "cmd_1", "progress", 40));
            told(client, "report_progress", Map.of("command_id", "cmd_1", "progress", 40));
            Map<String, Object> question =
                    Map.of("command_id", "cmd_1", "question", "Which?", "wait_seconds", 0);
            assertThat(told(client, "ask_person", question).path("answered").asBoolean()).isFalse();
            system.answer("cmd_1", "evt_answer", "North");
            Map<String, Object> again =
                    Map.of("command_id", "cmd_1", "question", "Which?", "wait_seconds", 20);
            assertThat(told(client, "ask_person", again).path("answer").asString())
                    .isEqualTo("North");
            told(client, "done", Map.of("command_id", "cmd_1", "result", Map.of("text", "Seven.")));

            assertThat(system.types())
                    .containsExactly("ack", "running", "progress", "progress", "done");
            assertThat(system.events().getLast().path("acks").toString())
                    .isEqualTo("[\"evt_answer\"]");
            assertThat(
                            wrong(
                                    client,
                                    "report_progress",
                                    Map.of("command_id", "cmd_1", "progress", 9)))
                    .startsWith("Stop: the attempt is over (it was reported done).");
        }
        await(() -> system.heartbeats().getLast().path("leaving").asBoolean());
    }

    @Test
    void whatAToolDoesNotTakeIsAnErrorOfTheTool() {
        try (McpSyncClient client = client("--agent", "agt_1")) {
            client.initialize();
            assertThat(wrong(client, "report_progress", Map.of("command_id", "cmd_1")))
                    .contains("report_progress");
            assertThat(wrong(client, "report_progress", Map.of("command_id", "a b", "progress", 1)))
                    .contains("command_id");
            assertThat(wrong(client, "ack", Map.of("command_id", "cmd_9")))
                    .startsWith("Not accepted");
            assertThat(wrong(client, "get_task", Map.of("task_id", "tsk_9")))
                    .doesNotContain("Exception");
            assertThatThrownBy(() ->
                            client.readResource(
                                    ReadResourceRequest.builder("mcsync://tasks/tsk_9").build()))
                    .isInstanceOf(McpError.class);
        }
    }

    @Test
    void withoutAnAgentThereAreTheToolsOfTheBoard() {
        try (McpSyncClient client = client()) {
            client.initialize();
            assertThat(client.listTools().tools())
                    .extracting(Tool::name)
                    .containsExactly("create_task", "list_tasks", "get_task");
            assertThat(client.listResources().resources().getFirst().uri())
                    .isEqualTo("mcsync://tasks");
            assertThat(client.listResourceTemplates().resourceTemplates().getFirst().uriTemplate())
                    .isEqualTo("mcsync://tasks/{id}");
        }
    }

    @Test
    void theOutputIsTheProtocolAlone() throws Exception {
        Process server =
                new ProcessBuilder(command("--agent", "agt_1"))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader out = server.inputReader();
                Writer in = server.outputWriter()) {
            in.write("this is no message\n" + HELLO);
            in.flush();
            List<JsonNode> lines = new ArrayList<>();
            lines.add(Protocol.JSON.readTree(out.readLine()));
            in.close();
            out.lines().map(Protocol.JSON::readTree).forEach(lines::add);
            assertThat(lines)
                    .extracting(line -> line.path("jsonrpc").asString())
                    .containsExactly("2.0");
            assertThat(lines.getFirst().at("/result/serverInfo/name").asString())
                    .isEqualTo("mc-sync");
        }
        assertThat(server.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isZero();
    }

    private McpSyncClient client(String... arguments) {
        List<String> command = command(arguments);
        ServerParameters parameters =
                ServerParameters.builder(command.getFirst())
                        .args(command.subList(1, command.size()))
                        .build();
        return McpClient.sync(new StdioClientTransport(parameters, Protocol.MAPPER))
                .requestTimeout(SOON)
                .initializationTimeout(SOON)
                .build();
    }

    private List<String> command(String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                OperatorTool.class.getName(),
                                "mcp",
                                "--url",
                                system.url(),
                                "--token",
                                "t",
                                "--state",
                                directory.resolve("state").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static JsonNode told(McpSyncClient client, String tool, Map<String, Object> arguments) {
        CallToolResult result = call(client, tool, arguments);
        assertThat(result.isError()).as(result.toString()).isFalse();
        JsonNode structured = Protocol.JSON.valueToTree(result.structuredContent());
        assertThat(Protocol.JSON.readTree(text(result))).isEqualTo(structured);
        return structured;
    }

    private static String wrong(McpSyncClient client, String tool, Map<String, Object> arguments) {
        CallToolResult result = call(client, tool, arguments);
        assertThat(result.isError()).as(result.toString()).isTrue();
        return text(result);
    }

    private static CallToolResult call(
            McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().getFirst()).text();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
