package dev.mcsync.infra.operator.people;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a person does with tasks. */
@Command(
        name = "task",
        description = {
            "Creates, lists, shows, watches and changes tasks.",
            "Ends with 0 when done, 1 when the system refused, 2 on wrong use, 4 without an answer."
        },
        footer = {"", "Example:", "  mc-sync task create \"Tidy up\" --agent agent-7 --watch"},
        subcommands = {
            CreateCommand.class,
            ListCommand.class,
            ShowCommand.class,
            WatchCommand.class,
            MoveCommand.class,
            RetryCommand.class,
            CancelCommand.class,
            AnswerCommand.class,
            NoteCommand.class
        },
        mixinStandardHelpOptions = true)
public final class TaskCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    /** Alone it tells what there is. */
    @Override
    public Integer call() {
        CommandSpec command = requireNonNull(spec);
        command.commandLine().usage(command.commandLine().getOut());
        return ExitCodes.OK;
    }
}
