package dev.mcsync.infra.operator.demo;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The people at the panel: they create tasks, start those in the backlog, and try failed ones
 * again. What is open at any time is bounded, so that the board stays one that can be read.
 */
final class DemoTeam {
    private static final int MOST_QUEUED = 6;
    private static final int MOST_IN_BACKLOG = 3;
    private static final double INTO_BACKLOG = 0.2;
    private static final double TRY_AGAIN = 0.3;
    private static final String TASKS = "/api/dashboard/tasks";

    private final List<String> agents;
    private final PatientApi api;
    private final Pace pace;
    private final DemoTexts texts;
    private int created;

    DemoTeam(List<String> agents, PatientApi api, Pace pace, DemoTexts texts) {
        this.agents = List.copyOf(agents);
        this.api = api;
        this.pace = pace;
        this.texts = texts;
    }

    /** Until its thread is interrupted. */
    void live() throws InterruptedException {
        while (true) {
            List<JsonNode> backlog = tasks("?stage=backlog&limit=50");
            if (backlog.size() >= MOST_IN_BACKLOG) {
                move(backlog.getFirst());
            } else if (tasks("?status=queued&limit=50").size() < MOST_QUEUED + MOST_IN_BACKLOG) {
                create();
            }
            if (pace.happens(TRY_AGAIN)) {
                tryAgain();
            }
            pace.pause(6, 12);
        }
    }

    private List<JsonNode> tasks(String query) throws InterruptedException {
        return api.get(TASKS + query).body().path("tasks").values().stream().toList();
    }

    private void create() throws InterruptedException {
        created++;
        String agent = agents.get(pace.random().nextInt(agents.size()));
        Job job = texts.any(pace.random());
        api.post(
                TASKS,
                Map.of(
                        "title",
                        job.title(),
                        "agent_id",
                        agent,
                        "stage",
                        pace.happens(INTO_BACKLOG) ? "backlog" : "todo",
                        "payload",
                        Map.of("origin", "mc-sync demo", "number", created)));
    }

    private void move(JsonNode task) throws InterruptedException {
        api.patch(address(task), Map.of("stage", "todo"), "If-Match", version(task));
    }

    /** A task that changed meanwhile answers 409 or 412, which is the end of the matter. */
    private void tryAgain() throws InterruptedException {
        List<JsonNode> failed = tasks("?status=failed&limit=50");
        if (!failed.isEmpty()) {
            JsonNode task = failed.getFirst();
            api.post(address(task) + "/retry", Map.of(), "If-Match", version(task));
        }
    }

    private static String address(JsonNode task) {
        return TASKS + "/" + task.path("task_id").asString();
    }

    private static String version(JsonNode task) {
        return "\"" + task.path("version").asLong() + "\"";
    }
}
