package dev.mcsync.infra.operator.check;

import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.ApiUnreachableException;
import dev.mcsync.infra.operator.api.McApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** What a check has brought into being, and takes off the board again. For one thread. */
final class Traces {
    /** A change is refused while the board still shows the state before the last one. */
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private static final String TASKS = "/api/dashboard/tasks/";

    private final McApi api;
    private final Set<String> tasks = new LinkedHashSet<>();
    private final Set<String> agents = new LinkedHashSet<>();

    Traces(McApi api) {
        this.api = api;
    }

    void ofTask(String taskId) {
        tasks.add(taskId);
    }

    void ofAgent(String agentId) {
        agents.add(agentId);
    }

    /** Takes all of it away that can be; says what became of it. */
    Tidied remove() {
        List<String> left = new ArrayList<>();
        int archived = 0;
        for (String task : tasks) {
            archived += succeeds("task " + task, () -> archive(task), left) ? 1 : 0;
        }
        int retired = 0;
        for (String agent : agents) {
            retired += succeeds("agent " + agent, () -> retire(agent), left) ? 1 : 0;
        }
        return new Tidied(archived, retired, left);
    }

    private static boolean succeeds(String what, Supplier<Boolean> removal, List<String> left) {
        try {
            Expect.eventually(what + " off the board", WITHIN, removal, removed -> removed);
            return true;
        } catch (ExpectationFailedException | ApiUnreachableException e) {
            left.add(what + " (" + e.getMessage() + ")");
            return false;
        }
    }

    /** What is not over yet is cancelled first. True once it is seen to be off the board. */
    private boolean archive(String taskId) {
        JsonNode task = api.get(TASKS + taskId).body();
        if (task.path("archived_at").isString()) {
            return true;
        }
        if (!change(taskId, "archive", task).isSuccess()) {
            change(taskId, "cancel", task);
        }
        return false;
    }

    private Answer change(String taskId, String what, JsonNode seen) {
        String version = "\"" + seen.path("version").asLong(0) + "\"";
        return api.post(TASKS + taskId + "/" + what, Map.of(), "If-Match", version);
    }

    /** Behind all that its tasks said of it. True once it is seen to be off the list. */
    private boolean retire(String agentId) {
        boolean isListed =
                api.get("/api/dashboard/agents")
                        .body()
                        .path("agents")
                        .valueStream()
                        .anyMatch(agent -> agent.path("agent_id").asString("").equals(agentId));
        if (isListed) {
            api.post("/api/dashboard/agents/" + agentId + "/retire", Map.of());
        }
        return !isListed;
    }
}
