package dev.mcsync.infra.operator.people;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Leaves a note. */
@Command(
        name = "note",
        description = "Leaves a note for the agent of a task that is not done.",
        footer = {"", "Example:", "  mc-sync task note tsk_1 \"The design has changed.\""},
        mixinStandardHelpOptions = true)
final class NoteCommand implements Callable<Integer> {
    @Mixin private Desk desk = new Desk();

    @Parameters(index = "0", paramLabel = "<id>", description = "The task_id.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "<text>", description = "The note.")
    private String text = "";

    @Override
    public Integer call() {
        return desk.run((calls, paper) -> {
            JsonNode answer = calls.post(id, "notes", Map.of("text", text), null);
            paper.change(answer, TaskWords.changed(answer));
            return ExitCodes.OK;
        });
    }
}
