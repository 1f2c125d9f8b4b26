package dev.mcsync.infra.operator.people;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What happens, as it happens. */
@Command(
        name = "events",
        description = "Follows what happens to tasks and agents.",
        footer = {"", "Example:", "  mc-sync events tail --agent agent-7"},
        subcommands = TailCommand.class,
        mixinStandardHelpOptions = true)
public final class EventsCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    /** Alone it tells what there is. */
    @Override
    public Integer call() {
        CommandSpec command = requireNonNull(spec);
        command.commandLine().usage(command.commandLine().getOut());
        return ExitCodes.OK;
    }
}
