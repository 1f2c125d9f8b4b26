package dev.mcsync.infra.operator.check;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.BoardSocket;
import dev.mcsync.infra.operator.api.McApi;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The system, in the words of the criteria.
 *
 * @param discord the simulator, where the system tells its messages to one
 * @param traces hears of every task and agent that the check brings into being
 */
record SystemUnderCheck(McApi api, Optional<DiscordChannel> discord, Traces traces) {
    static final Duration SOON = Duration.ofSeconds(10);

    private static final String TASKS = "/api/dashboard/tasks/";

    /** Where a task stands. Records are printed in messages, so this is all that they show. */
    record Standing(String status, String stage, int attempt, long version) {
        boolean is(String wantedStatus, String wantedStage) {
            return status.equals(wantedStatus) && stage.equals(wantedStage);
        }

        @Override
        public String toString() {
            return status.isEmpty() ? "no such task" : status + "/" + stage + " v" + version;
        }
    }

    /** A task with the command that its agent was given. */
    record Assignment(String taskId, String commandId, String agentId, String title) {}

    Answer create(String title, String agentId, String commandId) {
        Answer answer =
                api.post(
                        "/api/dashboard/tasks",
                        Map.of("title", title, "agent_id", agentId, "command_id", commandId));
        traces.ofAgent(agentId);
        if (answer.isSuccess()) {
            traces.ofTask(answer.text("task_id"));
        }
        return answer;
    }

    Assignment created(String title, String agentId, String commandId) {
        Answer answer = create(title, agentId, commandId);
        Expect.that(answer.isSuccess(), "the task was not created: " + answer);
        Expect.that(
                answer.text("command_id").equals(commandId),
                "the answer names the command " + answer.text("command_id"));
        return new Assignment(answer.text("task_id"), commandId, agentId, title);
    }

    Map<String, Object> event(Assignment task, String type, Map<String, ?> details) {
        Map<String, Object> event = new HashMap<>(details);
        event.put("event_id", EventId.fresh().toString());
        event.put("agent_id", task.agentId());
        event.put("task_id", task.taskId());
        event.put("command_id", task.commandId());
        event.put("type", type);
        return event;
    }

    void report(Map<String, Object> event) {
        Answer answer = api.post("/api/agents/events", event);
        Expect.that(answer.status() == 202, "the " + event.get("type") + " got " + answer);
    }

    void report(Assignment task, String type) {
        report(event(task, type, Map.of()));
    }

    void heartbeat(String agentId) {
        Answer answer = api.post("/api/agents/heartbeat", Map.of("agent_id", agentId));
        traces.ofAgent(agentId);
        Expect.that(answer.isSuccess(), "the heartbeat got " + answer);
    }

    Standing standing(Assignment task) {
        JsonNode body = api.get(TASKS + task.taskId()).body();
        return new Standing(
                body.path("status").asString(""),
                body.path("stage").asString(""),
                body.path("attempt").asInt(0),
                body.path("version").asLong(0));
    }

    Standing reaches(Assignment task, String status, String stage) {
        return reaches(task, status, stage, SOON);
    }

    Standing reaches(Assignment task, String status, String stage, Duration limit) {
        return Expect.eventually(
                status + "/" + stage,
                limit,
                () -> standing(task),
                standing -> standing.is(status, stage));
    }

    JsonNode task(Assignment task) {
        return api.get(TASKS + task.taskId()).body();
    }

    Optional<JsonNode> agent(String agentId) {
        return api.get("/api/dashboard/agents")
                .body()
                .path("agents")
                .valueStream()
                .filter(agent -> agent.path("agent_id").asString().equals(agentId))
                .findFirst();
    }

    /** The history, newest first. */
    List<JsonNode> history(Assignment task) {
        return api.get(TASKS + task.taskId() + "/events?limit=200")
                .body()
                .path("events")
                .valueStream()
                .toList();
    }

    List<JsonNode> tasksTitled(String title, String agentId) {
        return api.get("/api/dashboard/tasks?agent_id=" + agentId + "&limit=500")
                .body()
                .path("tasks")
                .valueStream()
                .filter(task -> task.path("title").asString().equals(title))
                .toList();
    }

    List<JsonNode> commands(String agentId) {
        return api.get("/api/agents/" + agentId + "/commands")
                .body()
                .path("commands")
                .valueStream()
                .toList();
    }

    List<JsonNode> openIncidents(String agentId) {
        return api.get("/api/dashboard/incidents?state=open")
                .body()
                .path("incidents")
                .valueStream()
                .filter(incident -> incident.path("agent_id").asString("").equals(agentId))
                .toList();
    }

    BoardSocket openBoard() {
        return api.openBoard();
    }
}
