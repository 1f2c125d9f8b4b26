package dev.mcsync.infra.operator.rejected;

import dev.mcsync.infra.operator.address.LogTarget;
import dev.mcsync.infra.operator.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells all of one refused record. */
@Command(
        name = "show",
        description = "Tells all of one refused record.",
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
    @Mixin private LogTarget target = new LogTarget();

    @Parameters(paramLabel = "<position>", description = "As list tells it, such as 3@1042.")
    private String position = "";

    @Option(names = "--raw", description = "Write the value alone, byte for byte.")
    private boolean raw;

    private final Terminal terminal = Terminal.standard();

    @Override
    public Integer call() {
        try (RejectedEvents events = new RejectedEvents(target.clients())) {
            RejectedRecord rejected = events.named(position);
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
