package dev.mcsync.infra.operator.people;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** A change of a task that needs nothing but the version that was seen. */
abstract class SeenChange implements Callable<Integer> {
    private final String what;

    @Mixin private Desk desk = new Desk();
    @Mixin private SeenVersion version = new SeenVersion();

    @Parameters(paramLabel = "<id>", description = "The task_id.")
    private String id = "";

    /**
     * @param what of the task's addresses
     */
    SeenChange(String what) {
        this.what = what;
    }

    @Override
    public Integer call() {
        return desk.run((calls, paper) -> {
            JsonNode answer = calls.post(id, what, Map.of(), version.of(calls, id));
            paper.change(answer, TaskWords.changed(answer));
            return ExitCodes.OK;
        });
    }
}
