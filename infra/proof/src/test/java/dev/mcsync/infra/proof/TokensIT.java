package dev.mcsync.infra.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.ApiUnreachableException;
import dev.mcsync.infra.operator.api.BoardSocket;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.proof.system.SystemProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tokens that are made while the whole product runs. */
class TokensIT {
    private static final Duration WITHIN = Duration.ofSeconds(60);

    @TempDir static Path directory;
    private static SystemProcess system;
    private static RunFile run;
    private static McApi admin;

    @BeforeAll
    static void start() {
        system = new SystemProcess(directory.resolve("data"), LoopbackPorts.free(), Map.of());
        run = system.start();
        admin = system.api(run);
    }

    @AfterAll
    static void stop() {
        admin.close();
        system.close();
    }

    @Test
    void theHistorySaysByWhichTokenEachFactCame() {
        Answer person = made(Map.of("name", "Ana", "role", "panel"));
        Answer agent = made(Map.of("name", "Atlas", "role", "agent", "agent_id", "agt_atlas"));
        try (McApi ana = as(person);
                McApi atlas = as(agent)) {
            Answer task =
                    ana.post("/api/dashboard/tasks", Map.of("title", "x", "agent_id", "agt_atlas"));
            Answer begun = report(atlas, task, "running", "evt_begun");
            assertThat(begun.isSuccess()).isTrue();

            JsonNode events = admin.get(path(task) + "/events").body().path("events");

            assertThat(events.get(0).at("/source/token").stringValue()).isEqualTo("Atlas");
            assertThat(events.get(1).at("/source/token").stringValue()).isEqualTo("Ana");
            assertThat(events.get(1).at("/source/token_id").stringValue())
                    .isEqualTo(person.text("token_id"));
        }
    }

    @Test
    void anAgentAsksForItsOwnTasksAndEventsAndNobodyElses() {
        Answer one = made(Map.of("name", "One", "role", "agent", "agent_id", "agt_one"));
        Answer two = made(Map.of("name", "Two", "role", "agent", "agent_id", "agt_two"));
        Answer task =
                admin.post(
                        "/api/dashboard/tasks",
                        Map.of("title", "x", "agent_id", "agt_one", "payload", Map.of("n", 1)));
        try (McApi first = as(one);
                McApi second = as(two)) {
            assertThat(report(first, task, "running", "evt_one").isSuccess()).isTrue();

            Answer tasks = first.get("/api/agents/agt_one/tasks");
            assertThat(tasks.body().at("/tasks/0/payload/n").intValue()).isEqualTo(1);
            assertThat(tasks.body().at("/tasks/0/status").stringValue()).isEqualTo("running");
            Answer event = first.get("/api/agents/events/evt_one");
            assertThat(event.text("outcome")).isEqualTo("applied");
            assertThat(event.text("status")).isEqualTo("running");

            assertThat(second.get("/api/agents/agt_one/tasks").status()).isEqualTo(403);
            assertThat(second.get("/api/agents/events/evt_one").status()).isEqualTo(404);
            assertThat(first.get("/api/agents/events/evt_none").status()).isEqualTo(404);
        }
        assertThat(admin.get("/api/agents/events/tasks").body().at("/tasks").isArray())
                .as("of an agent that is called \"events\"")
                .isTrue();
    }

    @Test
    void theSocketsOfARevokedTokenAreClosed() {
        Answer screen = made(Map.of("name", "Screen", "role", "panel"));
        try (McApi api = as(screen);
                BoardSocket board = api.openBoard()) {
            assertThat(board.awaitLive(WITHIN)).isPresent();

            Answer revoked =
                    admin.post("/api/tokens/" + screen.text("token_id") + "/revoke", Map.of());

            assertThat(revoked.text("standing")).isEqualTo("revoked");
            assertThatThrownBy(() -> board.await(_ -> false, WITHIN))
                    .isInstanceOf(ApiUnreachableException.class)
                    .hasMessageContaining("4004");
            assertThat(api.get("/api/dashboard/tasks").status()).isEqualTo(401);
        }
    }

    @Test
    void aTokenCreatesNoMoreTasksThanItMayHaveOpen() {
        Answer two =
                made(
                        Map.of(
                                "name",
                                "Two open",
                                "role",
                                "panel",
                                "limits",
                                Map.of("open_tasks", 2)));
        try (McApi api = as(two)) {
            Map<String, String> task = Map.of("title", "x", "agent_id", "agt_capped");
            Answer first = api.post("/api/dashboard/tasks", task);
            Answer second = api.post("/api/dashboard/tasks", task);
            assertThat(first.isSuccess() && second.isSuccess()).isTrue();
            awaitVersion(first, 1);
            awaitVersion(second, 1);

            Answer third = api.post("/api/dashboard/tasks", task);
            assertThat(third.status()).isEqualTo(429);
            assertThat(third.text("reason")).isEqualTo("too_many_open_tasks");

            Answer cancelled = admin.post(path(first) + "/cancel", Map.of(), "If-Match", "*");
            assertThat(cancelled.isSuccess()).isTrue();
            awaitVersion(first, cancelled.body().path("version").longValue());
            assertThat(api.post("/api/dashboard/tasks", task).isSuccess()).isTrue();
        }
    }

    /** Until the board has heard of it. */
    private static void awaitVersion(Answer created, long version) {
        assertThat(admin.get(path(created) + "?at_least_version=" + version).isSuccess()).isTrue();
    }

    private static Answer report(McApi api, Answer task, String type, String eventId) {
        return api.post(
                "/api/agents/events",
                Map.of(
                        "event_id",
                        eventId,
                        "type",
                        type,
                        "task_id",
                        task.text("task_id"),
                        "command_id",
                        task.text("command_id"),
                        "agent_id",
                        eventId.equals("evt_one") ? "agt_one" : "agt_atlas"),
                "Prefer",
                "wait=5");
    }

    private static String path(Answer task) {
        return "/api/dashboard/tasks/" + task.text("task_id");
    }

    private static Answer made(Map<String, ?> wanted) {
        Answer made = admin.post("/api/tokens", wanted);
        assertThat(made.status()).isEqualTo(201);
        return made;
    }

    private static McApi as(Answer token) {
        return new McApi(run.url(), token.text("token"));
    }
}
