package dev.mcsync.infra.operator.mcp;

import dev.mcsync.infra.operator.address.SystemTarget;
import dev.mcsync.infra.operator.address.UsageException;
import dev.mcsync.infra.operator.agent.CalledAgent;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.operator.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves the board to one client of the Model Context Protocol, which starts it. */
@Command(
        name = "mcp",
        description = "Serves the board over standard input and output (Model Context Protocol).",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%n",
        footer = {
            "A client starts it and ends it. With --agent its user works as that agent (next_task, ack,",
            "report_progress, ask_person, done, failed); with and without creates and reads tasks.",
            "Standard output carries the protocol alone; what people should know is on standard error.",
            "",
            "  claude mcp add mc-sync -- mc-sync mcp --agent agt_claude"
        })
public final class McpCommand implements Callable<Integer> {

    @Mixin private SystemTarget target = new SystemTarget();

    @Option(
            names = "--agent",
            paramLabel = "ID",
            description = "Works as this agent; left out, there are no agent's tools.")
    private @Nullable String agent;

    @Option(
            names = "--heartbeat",
            defaultValue = "30",
            paramLabel = "SECONDS",
            description = "Between two signs of life (default: ${DEFAULT-VALUE}).")
    private int heartbeat;

    @Option(
            names = "--state",
            paramLabel = "DIRECTORY",
            description =
                    "Where it keeps attempts and what is not sent yet (default: mc-sync/mcp/@ID in $XDG_STATE_HOME or ~/.local/state).")
    private @Nullable Path state;

    @Override
    public Integer call() throws InterruptedException {
        if (heartbeat < 1) {
            throw new UsageException("--heartbeat is 1 or more");
        }
        SystemTarget.Address address = target.address();
        // Whoever prints, prints where no client reads: one stray line would break the protocol.
        System.setOut(System.err);
        Terminal terminal =
                Terminal.to(
                        new PrintWriter(
                                new OutputStreamWriter(System.err, System.err.charset()), true));
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        try (McApi api = address.open()) {
            if (agent == null) {
                new BoardServer(api, null, terminal).serve(System.in, out);
                return 0;
            }
            try (CalledAgent called =
                    CalledAgent.open(api, agent, state, Duration.ofSeconds(heartbeat), terminal)) {
                // A client that does not wait for the end ends it by a signal.
                Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(called::close));
                new BoardServer(api, called, terminal).serve(System.in, out);
            }
        }
        return 0;
    }
}
