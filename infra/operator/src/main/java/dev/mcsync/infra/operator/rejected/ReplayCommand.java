package dev.mcsync.infra.operator.rejected;

import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.infra.operator.address.LogTarget;
import dev.mcsync.infra.operator.address.UsageException;
import dev.mcsync.infra.operator.terminal.Terminal;
import dev.mcsync.service.kafka.KafkaClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends refused records again. */
@Command(
        name = "replay",
        description = {
            "Sends refused records again, to the topic that they were sent to and as the same"
                    + " events: what took effect already takes none again.",
            "A record that would be refused again is not sent; ends with 1 then."
        },
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    @Mixin private LogTarget target = new LogTarget();

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
            throw new UsageException("name the positions to send again, or --reason with --all");
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
                : positions.stream().map(events::named).toList();
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
