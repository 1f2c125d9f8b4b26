package dev.mcsync.infra.local;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.infra.local.rejected.RejectedEvents;
import dev.mcsync.infra.local.rejected.RejectedPosition;
import dev.mcsync.infra.local.rejected.RejectedRecord;
import dev.mcsync.infra.local.rejected.Replay;
import dev.mcsync.infra.local.rejected.ReplayRefusedException;
import dev.mcsync.service.kafka.KafkaClients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What was refused, why, and how it is sent again. */
@Command(
        name = "rejected",
        description = "Shows the records that were refused, and sends them again once mended.",
        subcommands = {
            RejectedCommand.ListThem.class,
            RejectedCommand.Show.class,
            RejectedCommand.SendAgain.class
        },
        mixinStandardHelpOptions = true)
final class RejectedCommand implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                requireNonNull(spec).commandLine(), "Which one: list, show or replay?");
    }

    enum Format {
        TEXT,
        JSON
    }

    @Command(
            name = "list",
            description = "Lists what was refused, newest last.",
            mixinStandardHelpOptions = true)
    static final class ListThem implements Callable<Integer> {
        @Mixin private KafkaTarget target = new KafkaTarget();

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

        private final Terminal terminal = Terminal.standard();

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
                    terminal.plain("./mc-sync rejected show <position> tells all of one.");
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
                                .minus(
                                        Duration.parse(
                                                text.endsWith("D") ? "P" + text : "PT" + text));
            } catch (DateTimeParseException _) {
                throw new UsageException(
                        "--since is a time such as 2h, 7d or 2026-11-22T10:00:00Z, not " + since);
            }
        }
    }

    @Command(
            name = "show",
            description = "Tells all of one refused record.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Mixin private KafkaTarget target = new KafkaTarget();

        @Parameters(paramLabel = "<position>", description = "As list tells it, such as 3@1042.")
        private String position = "";

        @Option(names = "--raw", description = "Write the value alone, byte for byte.")
        private boolean raw;

        private final Terminal terminal = Terminal.standard();

        @Override
        public Integer call() {
            try (RejectedEvents events = new RejectedEvents(target.clients())) {
                RejectedRecord rejected = load(events, position);
                if (raw) {
                    writeRaw(rejected.value());
                } else {
                    print(rejected);
                }
            }
            return 0;
        }

        private void print(RejectedRecord rejected) {
            terminal.pair("Position", rejected.position().toString());
            terminal.pair("Refused at", rejected.rejectedAt().toString());
            terminal.pair("Reason", rejected.reason());
            terminal.pair("Detail", rejected.detail());
            terminal.pair("Source", rejected.source());
            for (Header header : rejected.headers()) {
                String name = RejectedRecord.told(header.key().getBytes(StandardCharsets.UTF_8));
                terminal.pair("Header", name + ": " + RejectedRecord.told(header.value()));
            }
            terminal.pair("Key", RejectedRecord.told(rejected.key()));
            terminal.pair("Value", RejectedRecord.told(rejected.value()));
        }

        private static void writeRaw(byte @Nullable [] value) {
            if (value != null) {
                System.out.write(value, 0, value.length);
                System.out.flush();
            }
        }
    }

    @Command(
            name = "replay",
            description = {
                "Sends refused records again, to the topic that they were sent to and as the same"
                        + " events: what took effect already takes none again.",
                "A record that would be refused again is not sent; ends with 1 then."
            },
            mixinStandardHelpOptions = true)
    static final class SendAgain implements Callable<Integer> {
        @Mixin private KafkaTarget target = new KafkaTarget();

        @Parameters(
                paramLabel = "<position>",
                arity = "0..*",
                description = "As list tells them, such as 3@1042.")
        private List<String> positions = new ArrayList<>();

        @Option(names = "--reason", description = "With --all: those of this reason.")
        private @Nullable String reason;

        @Option(names = "--all", description = "Every one of the --reason given.")
        private boolean all;

        @Option(names = "--file", description = "The mended content of the one record.")
        private @Nullable Path file;

        @Option(names = "--dry-run", description = "Only say what would be sent.")
        private boolean dryRun;

        private final Terminal terminal = Terminal.standard();

        @Override
        public Integer call() {
            requireSense();
            byte[] content = content();
            int refused = 0;
            KafkaClients clients = target.clients();
            try (RejectedEvents events = new RejectedEvents(clients);
                    Replay replay = new Replay(clients)) {
                for (RejectedRecord rejected : chosen(events)) {
                    refused += isSent(replay, rejected, content) ? 0 : 1;
                }
            }
            return refused == 0 ? 0 : 1;
        }

        private void requireSense() {
            if (all ? reason == null || !positions.isEmpty() : positions.isEmpty()) {
                throw new UsageException(
                        "name the positions to send again, or --reason with --all");
            }
            if (!all && reason != null) {
                throw new UsageException("--reason goes with --all");
            }
            if (file != null && positions.size() != 1) {
                throw new UsageException("--file is the content of one record");
            }
        }

        private byte @Nullable [] content() {
            if (file == null) {
                return null;
            }
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new UsageException("cannot read " + file);
            }
        }

        private List<RejectedRecord> chosen(RejectedEvents events) {
            return all
                    ? events.newest(rejected -> rejected.reason().equals(reason), Integer.MAX_VALUE)
                    : positions.stream().map(position -> load(events, position)).toList();
        }

        private boolean isSent(Replay replay, RejectedRecord rejected, byte @Nullable [] content) {
            try {
                if (dryRun) {
                    Replay.check(rejected, content);
                    note(rejected, "would be sent to " + rejected.sourceTopic());
                } else {
                    SourcePosition at = replay.send(rejected, content);
                    note(rejected, "is now " + at);
                }
                return true;
            } catch (ReplayRefusedException e) {
                terminal.plain("  " + terminal.red("✘") + " " + e.getMessage());
                return false;
            }
        }

        private void note(RejectedRecord rejected, String what) {
            terminal.plain("  " + terminal.green("✔") + " " + rejected.position() + " " + what);
        }
    }

    private static RejectedRecord load(RejectedEvents events, String text) {
        RejectedPosition position =
                RejectedPosition.parse(text)
                        .orElseThrow(() ->
                                new UsageException(
                                        "a position is a partition and an offset such as 3@1042,"
                                                + " not "
                                                + text));
        return events.find(position)
                .orElseThrow(() -> new UsageException("there is no refused record at " + text));
    }
}
