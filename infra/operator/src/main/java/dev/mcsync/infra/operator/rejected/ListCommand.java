package dev.mcsync.infra.operator.rejected;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.infra.operator.address.LogTarget;
import dev.mcsync.infra.operator.address.UsageException;
import dev.mcsync.infra.operator.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists what was refused. */
@Command(
        name = "list",
        description = "Lists what was refused, newest last.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    @Mixin private LogTarget target = new LogTarget();

    @Option(
            names = "--limit",
            defaultValue = "50",
            description = "How many of the newest (${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--reason", description = "Only those of one reason, such as invalid.")
    private @Nullable String reason;

    @Option(names = "--topic", description = "Only those from one topic.")
    private @Nullable String topic;

    @Option(
            names = "--since",
            description = "Only those since a time, such as 2h, 7d or 2026-11-22T10:00:00Z.")
    private @Nullable String since;

    @Option(names = "-o", defaultValue = "text", description = "text or json.")
    private Format format = Format.TEXT;

    @Spec private @Nullable CommandSpec spec;

    private final Terminal terminal = Terminal.standard();

    enum Format {
        TEXT,
        JSON
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new UsageException("--limit is at least 1, not " + limit);
        }
        Predicate<RejectedRecord> wanted = wanted();
        try (RejectedEvents events = new RejectedEvents(target.clients())) {
            List<RejectedRecord> found = events.newest(wanted, limit);
            if (format == Format.JSON) {
                terminal.plain(json(found));
            } else if (found.isEmpty()) {
                terminal.plain("Nothing was refused" + (isNarrow() ? " that fits." : "."));
            } else {
                found.forEach(this::print);
                terminal.plain("");
                String rejected = requireNonNull(spec).parent().qualifiedName();
                terminal.plain(rejected + " show <position> tells all of one.");
            }
        }
        return 0;
    }

    private boolean isNarrow() {
        return reason != null || topic != null || since != null;
    }

    private Predicate<RejectedRecord> wanted() {
        Instant start = since == null ? Instant.EPOCH : instant(since);
        return rejected ->
                (reason == null || rejected.reason().equals(reason))
                        && (topic == null || rejected.sourceTopic().equals(topic))
                        && !rejected.rejectedAt().isBefore(start);
    }

    private void print(RejectedRecord rejected) {
        terminal.plain(
                "%-8s  %s  %s  %s  %s"
                        .formatted(
                                rejected.position(),
                                rejected.rejectedAt(),
                                terminal.yellow("%-17s".formatted(rejected.reason())),
                                rejected.source(),
                                rejected.detail()));
    }

    private static String json(List<RejectedRecord> found) {
        return new ObjectWriter()
                .objects(
                        "rejected",
                        found,
                        (out, rejected) ->
                                out.text("position", rejected.position())
                                        .text("rejected_at", rejected.rejectedAt())
                                        .text("reason", rejected.reason())
                                        .text("detail", rejected.detail())
                                        .text("source", rejected.source())
                                        .text("key", RejectedRecord.told(rejected.key()))
                                        .text("value", RejectedRecord.told(rejected.value())))
                .finish();
    }

    private static Instant instant(String since) {
        String text = since.toUpperCase(Locale.ROOT);
        try {
            return text.contains("T") && text.length() > 10
                    ? Instant.parse(text)
                    : Instant.now()
                            .minus(Duration.parse(text.endsWith("D") ? "P" + text : "PT" + text));
        } catch (DateTimeParseException _) {
            throw new UsageException(
                    "--since is a time such as 2h, 7d or 2026-11-22T10:00:00Z, not " + since);
        }
    }
}
