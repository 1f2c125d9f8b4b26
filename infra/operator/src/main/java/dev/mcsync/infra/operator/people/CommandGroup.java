package dev.mcsync.infra.operator.people;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that has commands of its own; alone it tells what there is. */
abstract class CommandGroup implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec command = requireNonNull(spec);
        command.commandLine().usage(command.commandLine().getOut());
        return ExitCodes.OK;
    }
}
