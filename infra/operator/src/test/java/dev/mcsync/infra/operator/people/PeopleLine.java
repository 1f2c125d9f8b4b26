package dev.mcsync.infra.operator.people;

import dev.mcsync.infra.operator.OperatorLine;
import dev.mcsync.infra.operator.address.NoOther;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands on one line, with what they printed. */
final class PeopleLine {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Command(
            name = "mc-sync",
            subcommands = {
                TaskCommand.class,
                AgentsCommand.class,
                EventsCommand.class,
                NotificationsCommand.class,
                TokenCommand.class,
                CompletionCommand.class
            })
    static final class Program {}

    int run(FakeApi api, String... arguments) {
        return runAt(api.url(), arguments);
    }

    int runAt(String url, String... arguments) {
        return runAlone(
                Stream.concat(Stream.of(arguments), Stream.of("--url", url, "--token", "secret"))
                        .toArray(String[]::new));
    }

    int runAlone(String... arguments) {
        CommandLine line = OperatorLine.of(new Program(), NoOther::new, List.of());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
