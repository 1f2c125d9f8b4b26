package dev.mcsync.infra.operator.people;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a shell needs to complete the commands. */
@Command(
        name = "completion",
        description = {
            "Prints a script that completes commands, options and their words.",
            "It is the same for both shells: zsh reads it through its bashcompinit, which the script"
                    + " calls by itself."
        },
        footer = {"", "Example:", "  source <(mc-sync completion bash)"},
        mixinStandardHelpOptions = true)
public final class CompletionCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "<shell>", description = "${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.bash;

    @Option(
            names = "--also",
            split = ",",
            hidden = true,
            description = "Commands of the script that this program does not know.")
    private List<String> also = List.of();

    /** As they are called. */
    enum Shell {
        bash,
        zsh
    }

    @Override
    public Integer call() {
        String script =
                switch (shell) {
                    case bash, zsh -> script(requireNonNull(spec).root(), also);
                };
        requireNonNull(spec).commandLine().getOut().println(script);
        return ExitCodes.OK;
    }

    private static String script(CommandSpec program, List<String> also) {
        also.forEach(name -> program.commandLine().addSubcommand(name, CommandSpec.create()));
        return AutoComplete.bash(program.name(), program.commandLine());
    }
}
