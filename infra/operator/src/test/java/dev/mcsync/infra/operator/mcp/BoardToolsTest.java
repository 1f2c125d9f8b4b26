package dev.mcsync.infra.operator.mcp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.operator.people.CallFailedException;
import dev.mcsync.infra.operator.people.Calls;
import dev.mcsync.infra.operator.people.FakeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class BoardToolsTest {

    private final FakeApi system = new FakeApi();
    private final McApi api = new McApi(system.url(), "secret");
    private final BoardTools tools = new BoardTools(new Calls(api));

    @AfterEach
    void end() {
        api.close();
        system.close();
    }

    @Test
    void theSameCallMakesOneTask() throws InterruptedException {
        system.on(
                        "POST /api/dashboard/tasks",
                        201,
                        "{\"ok\":true,\"task_id\":\"tsk_1\",\"command_id\":\"cmd_1\",\"version\":1}")
                .on(
                        "GET /api/dashboard/tasks/tsk_1?at_least_version=1",
                        200,
                        "{\"task_id\":\"tsk_1\",\"status\":\"done\",\"created_at\":\"2026-11-22T11:57:00Z\"}");

        JsonNode told = call("create_task", "{\"title\":\"Tidy up\",\"agent_id\":\"agt_1\"}");
        call("create_task", "{\"agent_id\":\"agt_1\",\"title\":\"Tidy up\"}");
        call(
                "create_task",
                "{\"title\":\"Tidy up\",\"agent_id\":\"agt_1\",\"idempotency_key\":\"2\"}");
        call(
                "create_task",
                "{\"title\":\"Tidy up\",\"agent_id\":\"agt_1\",\"command_id\":\"cmd_3\"}");

        assertThat(told.path("next").asString())
                .contains("created at 2026-11-22T11:57:00Z and is done");
        var bodies =
                system.requests().stream()
                        .filter(request -> request.line().startsWith("POST"))
                        .map(FakeApi.Request::json)
                        .toList();
        assertThat(bodies.get(1)).isEqualTo(bodies.get(0));
        assertThat(bodies.get(2).path("command_id")).isNotEqualTo(bodies.get(0).path("command_id"));
        assertThat(bodies.get(2).has("idempotency_key")).isFalse();
        assertThat(bodies.get(3).path("command_id").asString()).isEqualTo("cmd_3");
    }

    @Test
    void aPayloadKeepsItsDigits() throws InterruptedException {
        system.on("POST /api/dashboard/tasks", 201, "{\"ok\":true,\"task_id\":\"tsk_1\"}");
        call(
                "create_task",
                "{\"title\":\"Pay\",\"agent_id\":\"agt_1\",\"payload\":{\"sum\":0.10000000000000000001}}");
        assertThat(system.asked("POST /api/dashboard/tasks").body())
                .contains("0.10000000000000000001");
    }

    @Test
    void tasksAreFoundByWhatIsAskedFor() throws InterruptedException {
        system.on(
                "GET /api/dashboard/tasks?limit=5&status=running&agent_id=agt_1&q=a%20b",
                200, "{\"tasks\":[{\"task_id\":\"tsk_1\"}]}");
        JsonNode told =
                call(
                        "list_tasks",
                        "{\"limit\":5,\"status\":\"running\",\"agent_id\":\"agt_1\",\"text\":\"a b\"}");
        assertThat(told.at("/tasks/0/task_id").asString()).isEqualTo("tsk_1");
    }

    @Test
    void whatIsRefusedIsToldWithItsReason() {
        assertThatThrownBy(() -> call("get_task", "{\"task_id\":\"tsk_9\"}"))
                .isInstanceOf(CallFailedException.class)
                .hasMessageContaining("No reply to GET /api/dashboard/tasks/tsk_9");
    }

    private JsonNode call(String tool, String arguments) throws InterruptedException {
        Reply reply =
                requireNonNull(tools.all().get(tool))
                        .on((ObjectNode) Protocol.JSON.readTree(arguments));
        return ((Reply.Told) reply).content();
    }
}
