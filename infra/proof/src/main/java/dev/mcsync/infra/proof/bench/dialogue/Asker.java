package dev.mcsync.infra.proof.bench.dialogue;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.BoardSocket;
import dev.mcsync.infra.operator.api.McApi;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import tools.jackson.databind.JsonNode;

/** An agent with one running task, in which it asks again and again. Asked by one thread. */
public final class Asker {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final McApi api;
    private final String agent;
    private final String task;
    private final String command;

    /** The last answer, acknowledged with the next question. */
    private volatile List<String> unacknowledged = List.of();

    private record Taken(long atNanos, String messageId) {}

    private Asker(McApi api, String agent, Answer task) {
        this.api = api;
        this.agent = agent;
        this.task = task.text("task_id");
        this.command = task.text("command_id");
    }

    public static Asker withTask(McApi api, String agent) {
        Answer task = api.post("/api/dashboard/tasks", Map.of("title", "Asks", "agent_id", agent));
        Asker asker = new Asker(api, agent, accepted(task));
        asker.report("running", Map.of());
        return asker;
    }

    /**
     * Asks, waits until the board shows it, and answers as a person does who looks at the board;
     * returns when the agent has the answer.
     *
     * @param number of the dialogue, for its text
     * @param threads on one of them the agent waits
     */
    public Dialogue ask(int number, BoardSocket board, Executor threads) {
        String id = "q" + number;
        String text = "Question " + number + " of the measurement?";
        CompletableFuture<Taken> taken =
                CompletableFuture.supplyAsync(() -> awaitAnswer(id), threads);
        Instant askedAt = Instant.now();
        long asked = System.nanoTime();
        report(
                "progress",
                Map.of("question", Map.of("id", id, "text", text), "acks", unacknowledged));
        awaitOn(board, id);
        long shown = System.nanoTime();
        long answered = System.nanoTime();
        accepted(
                api.post(
                        "/api/dashboard/tasks/" + task + "/answer",
                        Map.of("command_id", command, "question_id", id, "text", "Yes.")));
        Taken message = taken.join();
        unacknowledged = List.of(message.messageId());
        return new Dialogue(
                text,
                askedAt,
                Duration.ofNanos(shown - asked),
                Duration.ofNanos(message.atNanos() - answered));
    }

    private void awaitOn(BoardSocket board, String questionId) {
        boolean isShown =
                board.await(
                                frame ->
                                        frame.at("/task/dialogue/open/question/id")
                                                        .asString("")
                                                        .equals(questionId)
                                                && frame.at("/task/task_id")
                                                        .asString("")
                                                        .equals(task),
                                LIMIT)
                        .isPresent();
        if (!isShown) {
            throw new IllegalStateException("The board never showed " + questionId);
        }
    }

    /** With long polls, as agents wait; they begin before the question is asked. */
    private Taken awaitAnswer(String questionId) {
        String path =
                "/api/agents/" + agent + "/commands?acked=" + String.join(",", unacknowledged);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            Answer commands = api.get(path, "Prefer", "wait=10");
            for (JsonNode told : accepted(commands).body().path("commands")) {
                JsonNode message = told.path("message");
                if (message.path("question_id").asString("").equals(questionId)) {
                    return new Taken(System.nanoTime(), message.path("id").asString());
                }
            }
        }
        throw new IllegalStateException("The answer to " + questionId + " never came");
    }

    private void report(String type, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("event_id", EventId.fresh().value());
        body.put("agent_id", agent);
        body.put("task_id", task);
        body.put("command_id", command);
        body.put("type", type);
        accepted(api.post("/api/agents/events", body));
    }

    private static Answer accepted(Answer answer) {
        if (!answer.isSuccess()) {
            throw new IllegalStateException("Expected a success, found " + answer);
        }
        return answer;
    }
}
