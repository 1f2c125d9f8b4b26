package dev.mcsync.infra.operator.people;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tells all of a task. */
@Command(
        name = "show",
        description =
                "Tells all of a task: what is asked, what was said, its result, and its newest events.",
        footer = {"", "Example:", "  mc-sync task show tsk_1"},
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
    private static final int NEWEST = 10;

    @Mixin private Desk desk = new Desk();

    @Parameters(paramLabel = "<id>", description = "The task_id.")
    private String id = "";

    @Override
    public Integer call() {
        return desk.run(this::show);
    }

    private int show(Calls calls, Paper paper) throws InterruptedException {
        JsonNode task = calls.task(id);
        JsonNode events = calls.get(Calls.path(id) + "/events?limit=" + NEWEST).path("events");
        if (paper.isJson()) {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            all.set("task", task);
            all.set("events", events);
            paper.json(all);
            return ExitCodes.OK;
        }
        printHead(task, paper);
        paper.section("Instructions", TaskWords.text(task, "instructions"));
        JsonNode payload = task.path("payload");
        paper.section("Payload", payload.isEmpty() ? "" : payload.toString());
        printDialogue(task.path("dialogue"), paper);
        printResult(task.path("result"), paper);
        paper.heading("Newest events");
        List.copyOf(events.values()).reversed().forEach(fact -> paper.item(FactLine.ofTask(fact)));
        return ExitCodes.OK;
    }

    private static void printHead(JsonNode task, Paper paper) {
        paper.pair("Task", TaskWords.text(task, "task_id"));
        paper.pair("Title", TaskWords.text(task, "title"));
        paper.pair("Agent", TaskWords.text(task, "agent_id"));
        paper.pair("Status", TaskWords.status(task) + " in " + TaskWords.text(task, "stage"));
        String progress = TaskWords.text(task, "progress");
        paper.pair("Progress", progress.isEmpty() ? "" : progress + " %");
        paper.pair("Message", TaskWords.text(task, "message"));
        paper.pair("Error", TaskWords.text(task, "error_code"));
        paper.pair(
                "Attempt",
                "%s of %s as %s"
                        .formatted(
                                TaskWords.text(task, "attempt"),
                                task.path("max_attempts").asString("1"),
                                TaskWords.text(task, "command_id")));
        paper.pair("Version", TaskWords.text(task, "version"));
        paper.pair("Created", FactLine.time(TaskWords.text(task, "created_at")));
        paper.pair("Updated", FactLine.time(TaskWords.text(task, "updated_at")));
        paper.pair("Deadline", FactLine.time(TaskWords.text(task, "deadline_at")));
        paper.pair("Archived", FactLine.time(TaskWords.text(task, "archived_at")));
    }

    private static void printDialogue(JsonNode dialogue, Paper paper) {
        JsonNode question = dialogue.at("/open/question");
        String options =
                question.path("options").values().stream()
                        .map(option -> "- " + option.asString(""))
                        .collect(Collectors.joining("\n"));
        paper.section(
                "Question " + TaskWords.text(question, "id"),
                lines(TaskWords.text(question, "text"), options));
        paper.section(
                "Messages that its agent has not taken up",
                dialogue.path("messages").values().stream()
                        .map(message ->
                                FactLine.time(TaskWords.text(message, "sent_at"))
                                        + "  "
                                        + TaskWords.text(message, "kind")
                                        + "  "
                                        + TaskWords.text(message, "text"))
                        .collect(Collectors.joining("\n")));
    }

    private static void printResult(JsonNode result, Paper paper) {
        String links =
                result.path("links").values().stream()
                        .map(link ->
                                (TaskWords.text(link, "title") + " " + TaskWords.text(link, "url"))
                                        .strip())
                        .collect(Collectors.joining("\n"));
        paper.section("Result", lines(TaskWords.text(result, "text"), links));
    }

    private static String lines(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining("\n"));
    }
}
