package dev.mcsync.infra.operator.people;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Tells each change of a task until the task is over. */
final class TaskWatch {
    private final Calls calls;
    private final Paper paper;
    private final String taskId;
    private final FactFeed feed;

    /** The task is read before its facts: so these are all that it is made of, or more. */
    private record Look(JsonNode task, List<JsonNode> facts) {}

    TaskWatch(Calls calls, Paper paper, String taskId) {
        this.calls = calls;
        this.paper = paper;
        this.taskId = taskId;
        this.feed = FactFeed.ofTask(calls, taskId);
    }

    /** From now on, with a line that says where the task is. */
    int fromNow() throws InterruptedException {
        feed.newest(1, _ -> true);
        JsonNode task = calls.task(taskId);
        if (!paper.isJson() && !TaskWords.isOver(task)) {
            paper.line(TaskWords.standing(task) + ": " + task.path("title").asString(""));
        }
        return untilItIsOver();
    }

    /** Of a task that was just created. */
    int fromTheStart() throws InterruptedException {
        calls.taskOnceItIsThere(taskId);
        return untilItIsOver();
    }

    private int untilItIsOver() throws InterruptedException {
        Steadily steadily = new Steadily(calls, paper);
        while (true) {
            Optional<Look> look = steadily.read(() -> new Look(calls.task(taskId), feed.next()));
            look.ifPresent(this::print);
            if (look.isPresent() && TaskWords.isOver(look.get().task())) {
                return ended(look.get().task());
            }
            if (paper.isClosed()) {
                return ExitCodes.OK;
            }
            steadily.pause();
        }
    }

    private void print(Look look) {
        if (feed.isTruncated()) {
            paper.aside("more came than is read at once; the older part is left out");
        }
        look.facts().forEach(fact -> paper.each(fact, FactLine.ofTask(fact)));
    }

    private int ended(JsonNode task) {
        if (!paper.isJson()) {
            paper.line(TaskWords.standing(task));
        }
        return TaskWords.isDone(task) ? ExitCodes.OK : ExitCodes.NOT_DONE;
    }
}
