package dev.mcsync.infra.operator.check;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.BoardSocket;
import dev.mcsync.infra.operator.check.SystemUnderCheck.Assignment;
import dev.mcsync.infra.operator.check.SystemUnderCheck.Standing;
import dev.mcsync.infra.operator.check.Verdict.Passed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One task from its creation to its end, and then asked for the same things again. */
final class Walk {
    private static final String AGENT = "mc-sync-check";
    private static final Duration DISCORD_LIMIT = Duration.ofSeconds(30);
    private static final Set<String> TOLD = Set.of("sent", "coalesced");

    private final SystemUnderCheck system;
    private @Nullable Assignment task;
    private @Nullable Map<String, Object> done;

    Walk(SystemUnderCheck system) {
        this.system = system;
    }

    Verdict create() {
        system.heartbeat(AGENT);
        String commandId = CommandId.fresh().toString();
        task = system.created("mc-sync check: " + commandId, AGENT, commandId);
        system.reaches(task(), "queued", "todo");
        return new Passed(task().taskId());
    }

    Verdict acknowledge() {
        system.report(task(), "ack");
        return new Passed(system.reaches(task(), "ack", "todo").toString());
    }

    Verdict run() {
        system.report(task(), "running");
        return new Passed(system.reaches(task(), "running", "doing").toString());
    }

    Verdict progress() {
        try (BoardSocket board = system.openBoard()) {
            Expect.present(
                    board.awaitLive(SystemUnderCheck.SOON), "the WebSocket did not become live");
            long start = System.nanoTime();
            Map<String, String> details = Map.of("stage", "review", "message", "checking");
            system.report(system.event(task(), "progress", details));
            Expect.present(
                    board.await(this::isInReview, SystemUnderCheck.SOON),
                    "the WebSocket did not show the card in review");
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            return new Passed("in review on the WebSocket " + millis + " ms after the call");
        }
    }

    Verdict end() {
        done = system.event(task(), "done", Map.of("message", "checked"));
        system.report(done());
        system.reaches(task(), "done", "done");
        return new Passed(system.discord().isPresent() ? toldInChannel() : toldInHistory());
    }

    /**
     * A late report behind the repeated one shows that it was looked at: they share a partition.
     */
    Verdict repeatEvent() {
        Standing before = system.standing(task());
        List<JsonNode> historyBefore = system.history(task());
        system.report(done());
        Map<String, Object> fence = system.event(task(), "progress", Map.of());
        system.report(fence);

        List<JsonNode> history =
                Expect.eventually(
                        "the late report in the history",
                        SystemUnderCheck.SOON,
                        () -> system.history(task()),
                        events -> contains(events, fence));
        Expect.that(
                history.size() == historyBefore.size() + 1,
                "the history grew by " + (history.size() - historyBefore.size()) + ", not by 1");
        Standing after = system.standing(task());
        Expect.that(after.equals(before), "the task went from " + before + " to " + after);
        system.discord()
                .ifPresent(channel -> {
                    int told = channel.linesWith("[DONE]", task().taskId()).size();
                    Expect.that(told == 1, "Discord was told " + told + " times");
                });
        return new Passed("still " + after);
    }

    Verdict repeatCommand() {
        Standing before = system.standing(task());
        Answer again = system.create(task().title(), AGENT, task().commandId());
        Expect.that(again.isSuccess(), "the repeated call got " + again);
        Expect.that(
                again.text("task_id").equals(task().taskId()),
                "the repeated call made another task: " + again.text("task_id"));
        Answer other = system.create("something else", AGENT, task().commandId());
        Expect.that(other.status() == 409, "another task by the same command_id got " + other);

        int tasks = system.tasksTitled(task().title(), AGENT).size();
        Expect.that(tasks == 1, tasks + " tasks have the title");
        boolean givenAgain =
                system.commands(AGENT).stream()
                        .anyMatch(c -> c.path("command_id").asString().equals(task().commandId()));
        Expect.that(!givenAgain, "the agent was given the command again");
        Standing after = system.standing(task());
        Expect.that(after.equals(before), "the task went from " + before + " to " + after);
        return new Passed("one task, one attempt");
    }

    private String toldInChannel() {
        List<String> told =
                Expect.eventually(
                        "a line with [DONE] and the task in the Discord channel",
                        DISCORD_LIMIT,
                        () -> system.discord().orElseThrow().linesWith("[DONE]", task().taskId()),
                        lines -> !lines.isEmpty());
        return "Discord: " + told.getLast();
    }

    /** Without a simulator the ledger of the notifier is the witness. */
    private String toldInHistory() {
        String state =
                Expect.eventually(
                        "a Discord delivery of the done event among " + TOLD,
                        DISCORD_LIMIT,
                        this::deliveryState,
                        TOLD::contains);
        return "Discord delivery " + state;
    }

    private String deliveryState() {
        return system.history(task()).stream()
                .filter(event -> isSame(event, done()))
                .map(event -> event.path("discord").path("state").asString(""))
                .findFirst()
                .orElse("no such event");
    }

    private boolean isInReview(JsonNode frame) {
        JsonNode card = frame.path("task");
        return op(frame, "task")
                && card.path("task_id").asString("").equals(task().taskId())
                && card.path("stage").asString("").equals("review");
    }

    private Assignment task() {
        if (task == null) {
            throw new ExpectationFailedException("there is no task to go on with");
        }
        return task;
    }

    private Map<String, Object> done() {
        if (done == null) {
            throw new ExpectationFailedException("the task has not been reported done");
        }
        return done;
    }

    private static boolean op(JsonNode frame, String op) {
        return frame.path("op").asString("").equals(op);
    }

    private static boolean contains(List<JsonNode> events, Map<String, Object> event) {
        return events.stream().anyMatch(candidate -> isSame(candidate, event));
    }

    private static boolean isSame(JsonNode event, Map<String, Object> sent) {
        return event.path("event_id").asString("").equals(sent.get("event_id"));
    }
}
