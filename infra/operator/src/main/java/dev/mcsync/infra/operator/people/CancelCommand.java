package dev.mcsync.infra.operator.people;

import picocli.CommandLine.Command;

/** Cancels a task. */
@Command(
        name = "cancel",
        description =
                "Cancels a task; its agent is told to stop, and what it has done is not undone.",
        footer = {"", "Example:", "  mc-sync task cancel tsk_1"},
        mixinStandardHelpOptions = true)
final class CancelCommand extends SeenChange {
    CancelCommand() {
        super("cancel");
    }
}
