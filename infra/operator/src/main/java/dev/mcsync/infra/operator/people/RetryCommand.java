package dev.mcsync.infra.operator.people;

import picocli.CommandLine.Command;

/** Begins another attempt. */
@Command(
        name = "retry",
        description = "Begins another attempt at a task that failed or timed out.",
        footer = {"", "Example:", "  mc-sync task retry tsk_1"},
        mixinStandardHelpOptions = true)
final class RetryCommand extends SeenChange {
    RetryCommand() {
        super("retry");
    }
}
