package dev.mcsync.infra.operator.audit;

import static java.util.Objects.requireNonNull;

import dev.mcsync.infra.operator.address.LogTarget;
import dev.mcsync.infra.operator.address.UsageException;
import dev.mcsync.processor.audit.tool.AuditOptions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Proves that what a system keeps in three places agrees. */
@Command(
        name = "audit",
        description = {
            "Proves that log, database and compacted topics agree, on a running system or a stopped one.",
            AuditOptions.EXIT_CODES
        },
        mixinStandardHelpOptions = true)
public final class AuditCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Mixin private LogTarget log = new LogTarget();

    @Option(
            names = "--postgres",
            description = "postgresql:// address of the database (POSTGRES_URL, or .env.sync).")
    private @Nullable String postgres;

    @Mixin private AuditOptions options = new AuditOptions();

    @Override
    public Integer call() {
        try {
            return options.run(log::clients, () -> log.database(postgres));
        } catch (UsageException e) {
            requireNonNull(spec).commandLine().getErr().println("mc-sync: " + e.getMessage());
            return AuditOptions.UNKNOWN;
        }
    }
}
