package dev.mcsync.infra.operator.people;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Answers what an agent has asked. */
@Command(
        name = "answer",
        description = "Answers what the agent of a task has asked; the first answer counts.",
        footer = {"", "Example:", "  mc-sync task answer tsk_1 \"the new one\""},
        mixinStandardHelpOptions = true)
final class AnswerCommand implements Callable<Integer> {
    @Mixin private Desk desk = new Desk();

    @Parameters(index = "0", paramLabel = "<id>", description = "The task_id.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "<text>", description = "The answer.")
    private String text = "";

    @Option(
            names = "--question",
            paramLabel = "<id>",
            description = "Which question is meant (the one that is open).")
    private @Nullable String question;

    @Override
    public Integer call() {
        return desk.run(this::answer);
    }

    private int answer(Calls calls, Paper paper) throws InterruptedException {
        JsonNode task = calls.task(id);
        String open = task.at("/dialogue/open/question/id").asString("");
        if (question == null && open.isEmpty()) {
            throw CallFailedException.refused(TaskWords.standing(task) + ", and asks nothing");
        }
        Map<String, String> body =
                Map.of(
                        "command_id",
                        TaskWords.text(task, "command_id"),
                        "question_id",
                        question == null ? open : question,
                        "text",
                        text);
        JsonNode answer = calls.post(id, "answer", body, null);
        paper.change(answer, TaskWords.changed(answer));
        return ExitCodes.OK;
    }
}
