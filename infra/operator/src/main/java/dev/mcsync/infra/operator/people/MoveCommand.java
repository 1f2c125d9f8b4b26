package dev.mcsync.infra.operator.people;

import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.infra.operator.address.UsageException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Moves a card. */
@Command(
        name = "move",
        description = "Moves a card to another column; out of backlog, it is sent to its agent.",
        footer = {"", "Example:", "  mc-sync task move tsk_1 review"},
        mixinStandardHelpOptions = true)
final class MoveCommand implements Callable<Integer> {
    @Mixin private Desk desk = new Desk();
    @Mixin private SeenVersion version = new SeenVersion();

    @Parameters(index = "0", paramLabel = "<id>", description = "The task_id.")
    private String id = "";

    @Parameters(
            index = "1",
            paramLabel = "<stage>",
            converter = Words.StageOf.class,
            completionCandidates = Words.MoveStages.class,
            description = "${COMPLETION-CANDIDATES}.")
    private Stage stage = Stage.BACKLOG;

    @Override
    public Integer call() {
        return desk.run(this::move);
    }

    private int move(Calls calls, Paper paper) throws InterruptedException {
        if (stage == Stage.DONE) {
            throw new UsageException("only its agent finishes a task");
        }
        Map<String, String> body = Map.of("stage", stage.wireName());
        JsonNode answer = calls.move(id, body, version.of(calls, id));
        paper.change(answer, TaskWords.changed(answer));
        return ExitCodes.OK;
    }
}
