package dev.mcsync.infra.local;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.local.audit.Audit;
import dev.mcsync.infra.local.audit.Check;
import dev.mcsync.infra.local.audit.Mismatch;
import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.processor.audit.AuditFailedException;
import dev.mcsync.processor.audit.Board;
import dev.mcsync.processor.audit.FieldDifference;
import dev.mcsync.processor.audit.PastBoard;
import dev.mcsync.processor.audit.Progress;
import dev.mcsync.processor.core.Limits;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./mc-sync audit}. */
@Command(
        name = "audit",
        description = {
            "Proves that log, database and compacted topics agree, on a running system or a stopped one.",
            "Ends with 0 when all holds, with 1 and the differing fields when something does not, and"
                    + " with 2 when it cannot be told."
        },
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {

    private static final int HOLDS = 0;
    private static final int DIFFERS = 1;
    private static final int UNKNOWN = 2;
    private static final int MAX_PRINTED = 20;
    private static final Duration REDRAW = Duration.ofMillis(250);

    @Spec private @Nullable CommandSpec spec;

    @Mixin private KafkaTarget kafka = new KafkaTarget();

    @Option(
            names = "--postgres",
            description =
                    "postgresql:// address of the database (POSTGRES_URL, .env.sync, or the run of"
                            + " this machine).")
    private @Nullable String postgres;

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

    private final Terminal terminal = Terminal.standard();

    @Override
    public Integer call() {
        try {
            return at == null ? audit() : board(moment(at));
        } catch (AuditFailedException | UsageException e) {
            requireNonNull(spec).commandLine().getErr().println("mc-sync: " + e.getMessage());
            return UNKNOWN;
        }
    }

    private int audit() {
        Audit audit =
                new Audit(
                        database(), kafka.bootstrapServers(), notifierGroup, new OnStandardError());
        long began = System.nanoTime();
        List<Check> checks = new ArrayList<>(task == null ? audit.everything() : audit.task(task));
        if (compact) {
            checks.addAll(audit.afterCompaction());
        }
        boolean holds = checks.stream().allMatch(Check::holds);
        if (format == Format.JSON) {
            terminal.plain(json(checks, holds));
        } else {
            checks.forEach(this::print);
            terminal.plain("");
            terminal.plain(verdict(checks, holds, Duration.ofNanos(System.nanoTime() - began)));
        }
        return holds ? HOLDS : DIFFERS;
    }

    private void print(Check check) {
        terminal.line(
                check.holds() ? terminal.green("✔") : terminal.red("✘"),
                "%-52s %s".formatted(check.claim(), check.looked()),
                check.took());
        check.findings().stream()
                .limit(MAX_PRINTED)
                .forEach(mismatch -> terminal.plain("      " + mismatch));
        if (check.found() > MAX_PRINTED) {
            terminal.plain("      … and %,d more".formatted(check.found() - MAX_PRINTED));
        }
    }

    private String verdict(List<Check> checks, boolean holds, Duration took) {
        String seconds = String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
        long found = checks.stream().mapToLong(Check::found).sum();
        return holds
                ? terminal.green("All of it agrees") + " (" + seconds + ")"
                : terminal.red(found == 1 ? "1 mismatch" : "%,d mismatches".formatted(found))
                        + " ("
                        + seconds
                        + ")";
    }

    private static String json(List<Check> checks, boolean holds) {
        return new ObjectWriter()
                .flag("ok", holds)
                .objects(
                        "checks",
                        checks,
                        (out, check) ->
                                out.text("name", check.name())
                                        .text("claim", check.claim())
                                        .flag("ok", check.holds())
                                        .text("looked", check.looked())
                                        .number("took_ms", check.took().toMillis())
                                        .number("found", check.found())
                                        .objects(
                                                "mismatches",
                                                check.findings(),
                                                AuditCommand::write))
                .finish();
    }

    private static void write(ObjectWriter out, Mismatch mismatch) {
        out.text("kind", mismatch.kind())
                .text("subject", mismatch.subject())
                .text("detail", mismatch.detail())
                .objects("fields", mismatch.fields(), AuditCommand::write);
    }

    private static void write(ObjectWriter out, FieldDifference field) {
        out.text("field", field.field())
                .text("expected", field.expected())
                .text("found", field.found());
    }

    private int board(Instant moment) {
        Board board = new PastBoard(database(), Limits.DEFAULT).at(moment);
        if (format == Format.JSON) {
            terminal.plain(board.json());
            return HOLDS;
        }
        for (TaskSnapshot card : board.tasks()) {
            terminal.plain(
                    "%-8s %-8s %-34s %-20s v%-4d %s"
                            .formatted(
                                    card.stage().wireName(),
                                    card.status().wireName(),
                                    card.taskId(),
                                    card.agentId(),
                                    card.version(),
                                    card.title()));
        }
        for (AgentSnapshot agent : board.agents()) {
            terminal.plain(
                    "%-8s %-34s last seen %s"
                            .formatted(
                                    agent.presence().wireName(),
                                    agent.agentId(),
                                    agent.lastSeenAt()));
        }
        terminal.plain("");
        terminal.plain(
                "%,d tasks%s and %,d agents as they stood at %s"
                        .formatted(
                                board.tasks().size(),
                                board.truncated() ? " (there were more)" : "",
                                board.agents().size(),
                                board.at()));
        return HOLDS;
    }

    private static Instant moment(String text) {
        Instant moment;
        try {
            moment = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            throw new UsageException("--at is a time such as 2026-11-22T10:00:00Z, not " + text);
        }
        if (moment.isAfter(Instant.now())) {
            throw new UsageException("--at is a time in the past");
        }
        return moment;
    }

    private PostgresAddress database() {
        String address =
                Optional.ofNullable(postgres)
                        .or(() -> Environment.standard().find("POSTGRES_URL"))
                        .or(() -> RunFile.find(kafka.dataDirectory()).map(RunFile::postgres))
                        .orElseThrow(() ->
                                new UsageException(
                                        "nothing runs with the data directory "
                                                + kafka.dataDirectory()
                                                + ": start it with ./mc-sync up, or name a database"
                                                + " with --postgres"));
        try {
            return PostgresAddress.parse(address);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** One line that is drawn over and over, and only for a person. */
    private static final class OnStandardError implements Progress {

        @SuppressWarnings("SystemConsoleNull") // There is none where jdk.console names no module.
        private final boolean isWatched = System.console() != null && System.console().isTerminal();

        private long lastNanos = System.nanoTime() - REDRAW.toNanos();

        @Override
        public void at(String step, long done, long expected) {
            long now = System.nanoTime();
            if (!isWatched || now - lastNanos < REDRAW.toNanos()) {
                return;
            }
            lastNanos = now;
            String of = expected > done ? " of about %,d".formatted(expected) : "";
            System.err.printf("\r\u001b[K  %s: %,d%s\r", step, done, of);
        }
    }
}
