package dev.mcsync.infra.operator.people;

import picocli.CommandLine.Option;

/** Which version of a task a change is meant for. A mixin. */
final class SeenVersion {
    @Option(names = "--force", description = "Whatever happened to the task since it was read.")
    private boolean force;

    /** As {@code If-Match} takes it. */
    String of(Calls calls, String taskId) throws InterruptedException {
        return force ? "*" : TaskWords.version(calls.task(taskId));
    }
}
