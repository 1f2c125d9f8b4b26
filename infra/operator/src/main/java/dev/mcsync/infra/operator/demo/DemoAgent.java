package dev.mcsync.infra.operator.demo;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.infra.operator.api.Answer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * One agent with two threads: one waits for commands and works on them, the other sends heartbeats.
 * Now and then a task fails or needs a person, and now and then the agent falls silent for long
 * enough to be missed.
 */
final class DemoAgent {
    /** More are told again; in an address there is no room for many. */
    private static final int MAX_ACKED = 30;

    private static final double FAILURE = 0.10;
    private static final double SILENCE_BETWEEN_TASKS = 0.03;
    private static final double SILENCE_DURING_TASK = 0.02;
    private static final double QUESTION = 0.25;
    private static final String QUESTION_ID = "how";

    /** Then it decides for itself; about as many times a second. */
    private static final int LOOKS_FOR_AN_ANSWER = 600;

    private final String id;
    private final PatientApi api;
    private final Pace pace;
    private final DemoTexts texts;
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    private final Mailbox mailbox = new Mailbox();

    /** Told on each poll, for this agent sends no list of what it works on. Of its own thread. */
    private final Deque<String> acked = new ArrayDeque<>();

    private volatile boolean silent;

    DemoAgent(String id, PatientApi api, Pace pace, DemoTexts texts) {
        this.id = id;
        this.api = api;
        this.pace = pace;
        this.texts = texts;
    }

    /** Until its thread is interrupted. */
    void live() throws InterruptedException {
        giveUpWhatAnEarlierRunHad();
        while (true) {
            Answer answer = api.get(poll(), "Prefer", "wait=25");
            List<JsonNode> commands = answer.body().path("commands").values().stream().toList();
            for (JsonNode command : commands) {
                obey(command);
            }
            if (!answer.isSuccess()) {
                pace.pause(2, 5);
            }
            if (pace.happens(SILENCE_BETWEEN_TASKS)) {
                fallSilent();
            }
        }
    }

    private String poll() {
        String path = "/api/agents/" + id + "/commands";
        return acked.isEmpty() ? path : path + "?acked=" + String.join(",", acked);
    }

    private void ack(String cancel) {
        acked.addLast(cancel);
        if (acked.size() > MAX_ACKED) {
            acked.removeFirst();
        }
    }

    /** Until its thread is interrupted. */
    void beat() throws InterruptedException {
        while (true) {
            if (!silent) {
                Answer answer = api.post("/api/agents/heartbeat", Map.of("agent_id", id));
                answer.body()
                        .path("cancelled")
                        .values()
                        .forEach(command -> cancelled.add(command.asString()));
                answer.body().path("messages").values().forEach(mailbox::take);
            }
            pace.pause(20, 30);
        }
    }

    /** An agent that starts afresh knows nothing of what it was doing. */
    private void giveUpWhatAnEarlierRunHad() throws InterruptedException {
        for (String status : List.of("ack", "running")) {
            String query = "?agent_id=" + id + "&status=" + status + "&limit=50";
            Answer answer = api.get("/api/dashboard/tasks" + query);
            for (JsonNode task : answer.body().path("tasks").values()) {
                report(
                        task,
                        "failed",
                        Map.of(
                                "error_code",
                                texts.restarted().errorCode(),
                                "message",
                                texts.restarted().message()));
            }
        }
    }

    private void obey(JsonNode command) throws InterruptedException {
        String commandId = command.path("command_id").asString();
        switch (command.path("type").asString()) {
            case "start" -> start(command, commandId);
            case "message" -> hear(command);
            default -> {
                cancelled.remove(commandId);
                ack(commandId);
            }
        }
    }

    private void start(JsonNode command, String commandId) throws InterruptedException {
        if (!cancelled.remove(commandId)) {
            work(command);
            mailbox.forget(commandId);
        }
    }

    private void hear(JsonNode message) {
        mailbox.take(message);
        ack(message.path("message").path("id").asString());
    }

    private void work(JsonNode command) throws InterruptedException {
        Job job = texts.named(command.path("title").asString(), pace.random());
        pace.pause(0.5, 2);
        if (!report(command, "ack", Map.of())) {
            return;
        }
        pace.pause(1, 3);
        boolean going = report(command, "running", Map.of("message", job.messages().getFirst()));
        for (int step = 1; going && step <= job.messages().size(); step++) {
            pace.pause(4, 9);
            going = advance(command, job, step);
            if (going && step == 1 && pace.happens(QUESTION)) {
                going = ask(command);
            }
        }
        if (going) {
            pace.pause(3, 6);
            report(command, "done", Map.of("message", texts.done()));
        }
    }

    /** Waits for the answer; false as of {@link #report}. */
    private boolean ask(JsonNode command) throws InterruptedException {
        DemoTexts.Question question = texts.anyQuestion(pace.random());
        String commandId = command.path("command_id").asString();
        boolean going =
                report(
                        command,
                        "progress",
                        Map.of(
                                "message",
                                texts.asking(),
                                "question",
                                Map.of(
                                        "id", QUESTION_ID,
                                        "text", question.text(),
                                        "options", question.options())));
        Optional<String> answer = Optional.empty();
        for (int look = 0; going && answer.isEmpty() && look < LOOKS_FOR_AN_ANSWER; look++) {
            pace.pause(0.8, 1.2);
            listen();
            answer = mailbox.answer(commandId, QUESTION_ID);
            going = !cancelled.contains(commandId);
        }
        String decided = answer.orElseGet(() -> question.options().getFirst());
        return report(command, "progress", Map.of("message", texts.goingOn().formatted(decided)));
    }

    /** Without a wait: starts that it cannot take now would end it at once. */
    private void listen() throws InterruptedException {
        for (JsonNode command : api.get(poll()).body().path("commands").values()) {
            switch (command.path("type").asString()) {
                case "message" -> hear(command);
                case "cancel" -> cancelled.add(command.path("command_id").asString());
                default -> {}
            }
        }
    }

    /** One step on the way; false when the task is over for this agent. */
    private boolean advance(JsonNode command, Job job, int step) throws InterruptedException {
        if (pace.happens(SILENCE_DURING_TASK)) {
            fallSilent();
        }
        if (pace.happens(FAILURE / job.messages().size())) {
            report(
                    command,
                    "failed",
                    Map.of("error_code", job.errorCode(), "message", job.failure()));
            return false;
        }
        boolean isLast = step == job.messages().size();
        Map<String, Object> details = new HashMap<>();
        details.put("message", job.messages().get(step - 1));
        details.put("progress", 90 * step / job.messages().size());
        details.put("stage", isLast ? "review" : "doing");
        return report(command, "progress", details);
    }

    /** False when the task is no longer this agent's: cancelled, or given to another attempt. */
    private boolean report(JsonNode command, String type, Map<String, ?> details)
            throws InterruptedException {
        String commandId = command.path("command_id").asString();
        if (cancelled.remove(commandId)) {
            return false;
        }
        Map<String, Object> event = new HashMap<>(details);
        event.put("event_id", EventId.fresh().toString());
        event.put("agent_id", id);
        event.put("task_id", command.path("task_id").asString());
        event.put("command_id", commandId);
        event.put("type", type);
        List<String> heard = mailbox.ids(commandId);
        if (!heard.isEmpty()) {
            event.put("acks", heard);
        }
        boolean isTaken = api.post("/api/agents/events", event, "Prefer", "wait=5").isSuccess();
        if (isTaken) {
            mailbox.acknowledged(commandId, heard);
        }
        return isTaken;
    }

    private void fallSilent() throws InterruptedException {
        silent = true;
        pace.pause(190, 260);
        silent = false;
    }
}
