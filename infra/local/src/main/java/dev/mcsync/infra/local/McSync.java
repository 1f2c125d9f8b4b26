package dev.mcsync.infra.local;

import static java.util.Objects.requireNonNull;

import dev.mcsync.service.startup.PlainDefaults;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands that run in this program; the script {@code ./mc-sync} adds those that build. */
@Command(
        name = "mc-sync",
        description = "Keeps the panel, the agents and Discord in step.",
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            CheckCommand.class,
            AuditCommand.class,
            RejectedCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = McSync.Version.class)
public final class McSync implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    public static void main(String[] args) {
        PlainDefaults.pin();
        System.setProperty("logback.configurationFile", "dev/mcsync/infra/local/quiet-logback.xml");
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new McSync())
                .setExecutionExceptionHandler(new ShortMessages())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public void run() {
        throw new ParameterException(requireNonNull(spec).commandLine(), "Which command?");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = McSync.class.getPackage().getImplementationVersion();
            return new String[] {"mc-sync " + (version == null ? "(not packaged)" : version)};
        }
    }
}
