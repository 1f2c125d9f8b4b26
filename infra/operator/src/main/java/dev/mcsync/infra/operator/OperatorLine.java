package dev.mcsync.infra.operator;

import dev.mcsync.infra.operator.address.KnownSystem;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** A command line that the operator's commands are part of. */
public final class OperatorLine {
    private OperatorLine() {}

    /** Before the first logger is made: nothing is told but what went wrong. */
    public static void logQuietly() {
        System.setProperty(
                "logback.configurationFile", "dev/mcsync/infra/operator/quiet-logback.xml");
    }

    /**
     * @param program whose subcommands they are
     * @param known makes, for each command, the system that is meant when none is named; its
     *     options become the command's
     * @param told what the program's own commands fail with and a person can act on
     */
    public static CommandLine of(
            Object program,
            Supplier<? extends KnownSystem> known,
            List<Class<? extends Exception>> told) {
        return new CommandLine(program, new WithKnown(known))
                .setExecutionExceptionHandler(new ShortMessages(told))
                // An @ in front names the file of one value, and no file of arguments.
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private record WithKnown(Supplier<? extends KnownSystem> known) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type == KnownSystem.class
                    ? type.cast(known.get())
                    : CommandLine.defaultFactory().create(type);
        }
    }
}
