package dev.mcsync.infra.operator.people;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Begins another attempt. */
@Command(
        name = "retry",
        description = "Begins another attempt at a task that failed or timed out.",
        footer = {"", "Example:", "  mc-sync task retry tsk_1"},
        mixinStandardHelpOptions = true)
final class RetryCommand implements Callable<Integer> {
    @Mixin private Desk desk = new Desk();
    @Mixin private SeenVersion version = new SeenVersion();

    @Parameters(paramLabel = "<id>", description = "The task_id.")
    private String id = "";

    @Override
    public Integer call() {
        return desk.run((calls, paper) -> {
            JsonNode answer = calls.post(id, "retry", Map.of(), version.of(calls, id));
            paper.change(answer, TaskWords.changed(answer));
            return ExitCodes.OK;
        });
    }
}
