package dev.mcsync.infra.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.BoardSocket;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.proof.system.SystemProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An agent asks, a person answers, and everything between them is told until it is taken up. */
class AskAPersonIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Map<String, Object> QUESTION =
            Map.of("id", "q1", "text", "Which of the two?", "options", List.of("this", "that"));

    @TempDir static Path directory;
    private static SystemProcess system;
    private static McApi api;
    private final AtomicInteger events = new AtomicInteger();

    @BeforeAll
    static void start() {
        system =
                new SystemProcess(
                        directory.resolve("data"),
                        LoopbackPorts.free(),
                        Map.of(
                                "MC_RUNNING_TIMEOUT", "6s",
                                "MC_CREATE_WAIT", "20s",
                                "MC_CHANGE_WAIT", "20s"));
        RunFile run = system.start();
        api = system.api(run);
    }

    @AfterAll
    static void stop() {
        api.close();
        system.close();
    }

    @Test
    void anAnswerReachesTheAgentByEveryWayUntilItIsAcknowledged() {
        Answer task = create("agt_asks", Map.of("instructions", "Do it **well**"));
        String path = "/api/dashboard/tasks/" + task.text("task_id");
        assertThat(commands("agt_asks").getFirst().path("instructions").asString())
                .isEqualTo("Do it **well**");
        try (BoardSocket board = api.openBoard()) {
            assertThat(board.awaitLive(SOON)).isPresent();
            report(task, "agt_asks", "progress", Map.of("question", QUESTION));
            assertThat(
                            board.await(
                                    frame ->
                                            frame.at("/task/dialogue/open/question/id")
                                                    .asString("")
                                                    .equals("q1"),
                                    SOON))
                    .isPresent();
        }
        Map<String, Object> words =
                Map.of(
                        "command_id", task.text("command_id"),
                        "question_id", "q1",
                        "text", "that");
        assertThat(onBoard(task, api.post(path + "/answer", words)).status()).isEqualTo(200);
        assertThat(api.post(path + "/answer", words).text("reason")).isEqualTo("question_not_open");

        JsonNode command = commands("agt_asks").getFirst();
        assertThat(command.path("type").asString()).isEqualTo("message");
        assertThat(command.at("/message/text").asString()).isEqualTo("that");
        String id = command.at("/message/id").asString();
        assertThat(commands("agt_asks?acked=" + id)).isEmpty();
        Answer beat = api.post("/api/agents/heartbeat", Map.of("agent_id", "agt_asks"));
        assertThat(beat.body().at("/messages/0/message/id").asString()).isEqualTo(id);

        assertThat(report(task, "agt_asks", "running", Map.of("acks", List.of(id))).status())
                .isEqualTo(200);
        assertThat(commands("agt_asks")).isEmpty();
        report(
                task,
                "agt_asks",
                "done",
                Map.of("result", Map.of("links", List.of(Map.of("url", "https://example.org/")))));
        assertThat(api.get(path).body().at("/result/links/0/url").asString())
                .isEqualTo("https://example.org/");
        assertThat(told(api.get(path + "/events").body(), "answered", "text")).isEqualTo("that");
    }

    /** The attempt beside it, just as silent, is over by then. */
    @Test
    void theClockOfAnAttemptThatAsksWaits() {
        Answer asking = create("agt_waits", Map.of());
        Answer silent = create("agt_waits", Map.of());
        report(asking, "agt_waits", "progress", Map.of("question", QUESTION));
        report(silent, "agt_waits", "running", Map.of());

        awaitStatus(silent, "timeout");
        assertThat(status(asking)).isEqualTo("running");
    }

    @Test
    void aReassignedTaskIsStoppedHereAndStartedThere() {
        Answer task = create("agt_before", Map.of());
        String path = "/api/dashboard/tasks/" + task.text("task_id");
        report(task, "agt_before", "running", Map.of());
        assertThat(
                        onBoard(task, api.post(path + "/notes", Map.of("text", "mind the gap")))
                                .status())
                .isEqualTo(200);

        Answer edited =
                api.patch(path, Map.of("agent_id", "agt_after", "title", "Anew"), "If-Match", "*");
        assertThat(edited.status()).isEqualTo(200);
        assertThat(onBoard(task, edited).text("status")).isEqualTo("queued");

        assertThat(kinds("agt_before")).containsExactly("cancel");
        assertThat(kinds("agt_after")).containsExactly("start", "message");
        assertThat(report(task, "agt_before", "done", Map.of()).text("reason"))
                .isEqualTo("wrong_agent");
        assertThat(api.patch(path, Map.of("title", "x"), "If-Match", "\"1\"").status())
                .isEqualTo(412);
    }

    private static List<String> kinds(String agent) {
        return commands(agent).stream().map(command -> command.path("type").asString()).toList();
    }

    private static List<JsonNode> commands(String agent) {
        String[] parts = agent.split("\\?", 2);
        return api.get(
                        "/api/agents/"
                                + parts[0]
                                + "/commands"
                                + (parts.length == 2 ? "?" + parts[1] : ""))
                .body()
                .path("commands")
                .valueStream()
                .toList();
    }

    private static String told(JsonNode history, String type, String member) {
        return history.path("events")
                .valueStream()
                .filter(event -> event.path("type").asString().equals(type))
                .map(event -> event.path(member).asString(""))
                .findFirst()
                .orElse("");
    }

    private static void awaitStatus(Answer task, String status) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!status(task).equals(status)) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    private static String status(Answer task) {
        return api.get("/api/dashboard/tasks/" + task.text("task_id")).text("status");
    }

    private static Answer create(String agent, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(Map.of("title", "A task", "agent_id", agent));
        body.putAll(more);
        Answer created = api.post("/api/dashboard/tasks", body);
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        return onBoard(created, created);
    }

    /** Once the board has heard of the change, which what agents are given is made of. */
    private static Answer onBoard(Answer task, Answer changed) {
        long version = changed.body().path("version").asLong(0);
        assertThat(version).as(changed.toString()).isPositive();
        String path = "/api/dashboard/tasks/" + task.text("task_id");
        Answer seen = api.get(path + "?at_least_version=" + version);
        assertThat(seen.status()).as(seen.toString()).isEqualTo(200);
        return changed;
    }

    private Answer report(Answer task, String agent, String type, Map<String, ?> more) {
        Map<String, Object> body =
                new HashMap<>(
                        Map.of(
                                "event_id",
                                "evt_" + task.text("task_id") + events.incrementAndGet(),
                                "agent_id",
                                agent,
                                "task_id",
                                task.text("task_id"),
                                "command_id",
                                task.text("command_id"),
                                "type",
                                type));
        body.putAll(more);
        Answer answer = api.post("/api/agents/events", body, "Prefer", "wait=10");
        return answer.isSuccess() ? onBoard(task, answer) : answer;
    }
}
