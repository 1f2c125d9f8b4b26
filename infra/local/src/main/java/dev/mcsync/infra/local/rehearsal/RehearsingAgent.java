package dev.mcsync.infra.local.rehearsal;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.McApi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Lives one task after the other, from its creation to its end, and reads what a panel reads. */
final class RehearsingAgent {
    private static final String EVENTS = "/api/agents/events";
    private static final String TASKS = "/api/dashboard/tasks";
    private static final int SINGLE_REPORTS = 20;
    private static final int REPORTS_IN_ARRAY = 20;

    /** Every so many tasks the whole board is read, which costs more than all the rest. */
    private static final int TASKS_TO_A_BOARD = 5;

    private static final int TASKS_TO_A_FAILURE = 4;

    private final McApi api;
    private final String id;
    private int tasks;
    private int reports;

    RehearsingAgent(McApi api, String id) {
        this.api = api;
        this.id = id;
    }

    /** Returns how many reports were taken; less than enough when the end came first. */
    int work(int enough, long endNanos) {
        while (reports < enough && System.nanoTime() - endNanos < 0) {
            live();
            tasks++;
        }
        return reports;
    }

    private void live() {
        Answer task = taken(api.post(TASKS, Map.of("title", "Task " + tasks, "agent_id", id)));
        taken(api.post("/api/agents/heartbeat", Map.of("agent_id", id)));
        taken(api.get("/api/agents/" + id + "/commands"));
        report(task, "ack");
        report(task, "running");
        for (int i = 0; i < SINGLE_REPORTS; i++) {
            report(task, "progress");
        }
        reportTogether(task);
        look(task);
        report(task, tasks % TASKS_TO_A_FAILURE == 0 ? "failed" : "done");
    }

    private void report(Answer task, String type) {
        taken(api.post(EVENTS, event(task, type)));
        reports++;
    }

    private void reportTogether(Answer task) {
        List<Map<String, Object>> events =
                IntStream.range(0, REPORTS_IN_ARRAY)
                        .mapToObj(_ -> event(task, "progress"))
                        .toList();
        taken(api.post(EVENTS, events));
        reports += REPORTS_IN_ARRAY;
    }

    private void look(Answer task) {
        String address = TASKS + "/" + task.text("task_id");
        taken(api.get(address + "?at_least_version=1"));
        taken(api.get(address + "/events"));
        taken(api.get(TASKS + "?agent_id=" + id + "&limit=20"));
        if (tasks % TASKS_TO_A_BOARD == 0) {
            taken(api.get("/api/dashboard/board"));
        }
    }

    private Map<String, Object> event(Answer task, String type) {
        Map<String, Object> event = new HashMap<>();
        event.put("event_id", EventId.fresh().toString());
        event.put("agent_id", id);
        event.put("task_id", task.text("task_id"));
        event.put("command_id", task.text("command_id"));
        event.put("type", type);
        event.put("message", "Report " + reports);
        if (type.equals("failed")) {
            event.put("error_code", "rehearsed");
        }
        return event;
    }

    private static Answer taken(Answer answer) {
        if (!answer.isSuccess()) {
            throw new IllegalStateException("Expected a call to be taken, found " + answer);
        }
        return answer;
    }
}
