package dev.mcsync.infra.local;

import static java.util.Objects.requireNonNull;

import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.processor.audit.tool.AuditOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./mc-sync audit}: the audit of the run of this machine, or of the servers named. */
@Command(
        name = "audit",
        description = {
            "Proves that log, database and compacted topics agree, on a running system or a stopped one.",
            AuditOptions.EXIT_CODES
        },
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Mixin private KafkaTarget kafka = new KafkaTarget();

    @Option(
            names = "--postgres",
            description =
                    "postgresql:// address of the database (POSTGRES_URL, .env.sync, or the run of"
                            + " this machine).")
    private @Nullable String postgres;

    @Mixin private AuditOptions options = new AuditOptions();

    @Override
    public Integer call() {
        try {
            return options.run(kafka::clients, this::database);
        } catch (UsageException e) {
            requireNonNull(spec).commandLine().getErr().println("mc-sync: " + e.getMessage());
            return AuditOptions.UNKNOWN;
        }
    }

    private String database() {
        return Optional.ofNullable(postgres)
                .or(() -> Environment.standard().find("POSTGRES_URL"))
                .or(() -> RunFile.find(kafka.dataDirectory()).map(RunFile::postgres))
                .orElseThrow(() ->
                        new UsageException(
                                "nothing runs with the data directory "
                                        + kafka.dataDirectory()
                                        + ": start it with ./mc-sync up, or name a database"
                                        + " with --postgres"));
    }
}
