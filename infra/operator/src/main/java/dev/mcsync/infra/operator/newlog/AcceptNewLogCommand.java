package dev.mcsync.infra.operator.newlog;

import static java.util.Objects.requireNonNull;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.operator.address.LogTarget;
import dev.mcsync.infra.operator.address.UsageException;
import dev.mcsync.processor.knownlog.KnownLog;
import dev.mcsync.processor.knownlog.LogChange;
import dev.mcsync.processor.knownlog.LogUnknownException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows how the log differs from the one that the database was read from, and accepts it. */
@Command(
        name = "accept-new-log",
        description = {
            "Shows whether the log is the one that the database was read from. With --yes a new one is",
            "accepted: it is read from its beginning, and what the database knows is published on it",
            "again by the reconcile. Nothing is taken out of the ledger.",
            "Ends with 0 when the log is the known one or was accepted, with 1 when it waits to be",
            "accepted, and with 2 when it cannot be told."
        },
        mixinStandardHelpOptions = true)
public final class AcceptNewLogCommand implements Callable<Integer> {

    private static final int KNOWN = 0;
    private static final int WAITS = 1;
    private static final int UNKNOWN = 2;

    @Spec private @Nullable CommandSpec spec;

    @Mixin private LogTarget log = new LogTarget();

    @Option(
            names = "--postgres",
            description = "postgresql:// address of the database (POSTGRES_URL, or .env.sync).")
    private @Nullable String postgres;

    @Option(names = "--yes", description = "Accept it; otherwise it is only shown.")
    private boolean yes;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who accepts it, for the incident (you, by the name of this machine).")
    private String who = System.getProperty("user.name", "somebody");

    @Override
    public Integer call() throws InterruptedException {
        try {
            KnownLog known = new KnownLog(address(), log.clients());
            return tell(yes ? known.accept(who) : known.look());
        } catch (LogUnknownException | UsageException e) {
            requireNonNull(spec).commandLine().getErr().println("mc-sync: " + e.getMessage());
            return UNKNOWN;
        }
    }

    private int tell(LogChange change) {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        if (change.isNone()) {
            out.println("The log is the one that the database knows.");
            return KNOWN;
        }
        out.println("Cluster " + change.cluster() + " has other topics than the database knows:");
        change.topics()
                .forEach(topic ->
                        out.printf(
                                "  %-20s known %s, found %s%n",
                                topic.name(),
                                topic.knownId().isEmpty() ? "by its places" : topic.knownId(),
                                topic.foundId()));
        change.places().forEach(place -> out.println("  " + place));
        out.println(
                yes
                        ? "Accepted by "
                                + who
                                + ": it is read from its beginning; the reconcile publishes the rest."
                        : "Nothing of it is applied. Accept it with --yes, or give the former log back.");
        return yes ? KNOWN : WAITS;
    }

    private PostgresAddress address() {
        try {
            return PostgresAddress.parse(log.database(postgres));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
