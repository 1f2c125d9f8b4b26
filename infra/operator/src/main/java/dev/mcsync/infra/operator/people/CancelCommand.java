package dev.mcsync.infra.operator.people;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Cancels a task. */
@Command(
        name = "cancel",
        description =
                "Cancels a task; its agent is told to stop, and what it has done is not undone.",
        footer = {"", "Example:", "  mc-sync task cancel tsk_1"},
        mixinStandardHelpOptions = true)
final class CancelCommand implements Callable<Integer> {
    @Mixin private Desk desk = new Desk();
    @Mixin private SeenVersion version = new SeenVersion();

    @Parameters(paramLabel = "<id>", description = "The task_id.")
    private String id = "";

    @Override
    public Integer call() {
        return desk.run((calls, paper) -> {
            JsonNode answer = calls.post(id, "cancel", Map.of(), version.of(calls, id));
            paper.change(answer, TaskWords.changed(answer));
            return ExitCodes.OK;
        });
    }
}
