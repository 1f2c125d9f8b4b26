package dev.mcsync.processor.audit.tool;

import static java.util.Objects.requireNonNull;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.processor.audit.Audit;
import dev.mcsync.processor.audit.AuditFailedException;
import dev.mcsync.processor.audit.Check;
import dev.mcsync.processor.audit.PastBoard;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.service.kafka.KafkaClients;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What an audit is asked, whichever command asks it. The command says which system is meant, and is
 * asked only when the question makes sense.
 */
public final class AuditOptions {

    /** It cannot be told: a server is out of reach, or an option makes no sense. */
    public static final int UNKNOWN = 2;

    /** For the command's description. */
    public static final String EXIT_CODES =
            "Ends with 0 when all holds, with 1 and the differing fields when something does not, and"
                    + " with 2 when it cannot be told.";

    private static final int HOLDS = 0;
    private static final int DIFFERS = 1;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--task", description = "Look at this task alone.")
    private @Nullable String task;

    @Option(
            names = "--at",
            description = "Print the board as it stood then, such as 2026-11-22T10:00:00Z.")
    private @Nullable String at;

    @Option(
            names = "--compact",
            description = "Let the broker compact the topics, and compare them again.")
    private boolean compact;

    @Option(
            names = "--notifier-group",
            defaultValue = "mc-notifier",
            description = "Consumer group of the notifier (${DEFAULT-VALUE}).")
    private String notifierGroup = "mc-notifier";

    @Option(names = "-o", defaultValue = "table", description = "table or json.")
    private Format format = Format.TABLE;

    enum Format {
        TABLE,
        JSON
    }

    /**
     * Answers on standard output.
     *
     * @param log the clients of its cluster
     * @param postgres a {@code postgresql://} address
     * @return the exit code
     */
    public int run(Supplier<KafkaClients> log, Supplier<String> postgres) {
        try {
            return at == null
                    ? audit(address(postgres.get()), log.get())
                    : board(moment(at), postgres);
        } catch (AuditFailedException e) {
            requireNonNull(command).commandLine().getErr().println("mc-sync: " + e.getMessage());
            return UNKNOWN;
        }
    }

    private int audit(PostgresAddress database, KafkaClients log) {
        Audit audit = new Audit(database, log, notifierGroup, new OnStandardError());
        long began = System.nanoTime();
        List<Check> checks = new ArrayList<>(task == null ? audit.everything() : audit.task(task));
        if (compact) {
            checks.addAll(audit.afterCompaction());
        }
        AuditReport report = new AuditReport(checks, Duration.ofNanos(System.nanoTime() - began));
        if (format == Format.JSON) {
            System.out.println(report.json());
        } else {
            report.print(System.out);
        }
        return report.holds() ? HOLDS : DIFFERS;
    }

    private int board(Instant moment, Supplier<String> postgres) {
        BoardReport report =
                new BoardReport(new PastBoard(address(postgres.get()), Limits.DEFAULT).at(moment));
        if (format == Format.JSON) {
            System.out.println(report.json());
        } else {
            report.print(System.out);
        }
        return HOLDS;
    }

    private Instant moment(String text) {
        Instant moment;
        try {
            moment = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            throw mistake("--at is a time such as 2026-11-22T10:00:00Z, not " + text);
        }
        if (moment.isAfter(Instant.now())) {
            throw mistake("--at is a time in the past");
        }
        return moment;
    }

    private PostgresAddress address(String text) {
        try {
            return PostgresAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw mistake(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException mistake(String what) {
        return new ParameterException(requireNonNull(command).commandLine(), what);
    }
}
