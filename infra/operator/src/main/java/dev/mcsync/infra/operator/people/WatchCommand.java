package dev.mcsync.infra.operator.people;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Watches a task. */
@Command(
        name = "watch",
        description = {
            "Prints each change of a task as it happens, until the task is over: a failed one that"
                    + " is tried again by itself is not.",
            "Ends with 0 when it is done, and with 3 when it failed, timed out or was cancelled."
        },
        footer = {"", "Example:", "  mc-sync task watch tsk_1 && echo well"},
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
    @Mixin private Desk desk = new Desk();

    @Parameters(paramLabel = "<id>", description = "The task_id.")
    private String id = "";

    @Override
    public Integer call() {
        return desk.run((calls, paper) -> new TaskWatch(calls, paper, id).fromNow());
    }
}
