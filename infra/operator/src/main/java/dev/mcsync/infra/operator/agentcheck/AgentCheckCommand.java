package dev.mcsync.infra.operator.agentcheck;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.infra.operator.agentcheck.AgentCheck.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** For whoever writes an agent. */
@Command(
        name = "agent-check",
        description = {
            "Holds an agent of your own to the rules of docs/how-to-connect-an-agent.md, in a minute or two.",
            "It starts the program with MC_URL, MC_TOKEN and MC_AGENT_ID, plays mc-sync for it on this machine, and kills",
            "and starts it again on the way. Needs no running system."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%n",
        footer = {
            "The payloads of its tasks are {\"seconds\": 4}, to be at work for as long, and with {\"ask\": \"Which region?\"} a",
            "question to ask; the instructions say the same in words.",
            "Ends with 0 when no rule was broken, 1 when one was, 2 for wrong usage, 3 when the agent did not start.",
            "",
            "  mc-sync agent-check -- python3 agent.py",
            "  mc-sync agent-check --id agt_me -- mc-sync agent run --id agt_me --state DIRECTORY -- PROGRAM"
        })
public final class AgentCheckCommand implements Callable<Integer> {

    private static final int NOT_STARTED = 3;

    @Option(
            names = "--timeout",
            defaultValue = "30",
            paramLabel = "SECONDS",
            description =
                    "How long anything may take that the agent is to do (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Option(names = "--id", description = "The agent's id (default: a new one).")
    private @Nullable String id;

    /** How the verdicts are told. */
    enum Form {
        TABLE,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            defaultValue = "table",
            description = "table or json (default: ${DEFAULT-VALUE}).")
    private Form form = Form.TABLE;

    @Parameters(
            arity = "1..*",
            paramLabel = "CMD",
            description = "The agent's program, with its arguments; after --.")
    private List<String> program = List.of();

    @Spec private @Nullable CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        if (command == null) {
            throw new IllegalStateException("Expected to be called by its command line");
        }
        Report report = new Report(command.commandLine().getOut(), form == Form.JSON);
        AgentId agent = agent(command);
        if (timeout < 1) {
            throw new ParameterException(command.commandLine(), "--timeout is 1 or more");
        }
        Path output = output();
        AgentCheck check =
                new AgentCheck(program, agent, Duration.ofSeconds(timeout), output.toFile());
        return switch (check.run(report::scene)) {
            case Outcome.NotStarted(String why) -> {
                command.commandLine()
                        .getErr()
                        .println(
                                "mc-sync: the agent did not start: "
                                        + why
                                        + "\nIt printed: "
                                        + output);
                yield NOT_STARTED;
            }
            case Outcome.Decided(Findings findings) -> report.verdicts(findings, output) ? 0 : 1;
        };
    }

    private AgentId agent(CommandSpec spec) {
        try {
            return new AgentId(
                    id == null ? "agt_check_" + UUID.randomUUID().toString().substring(0, 8) : id);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--id " + id + ": " + e.getMessage());
        }
    }

    private static Path output() {
        try {
            return Files.createTempFile("agent-check-", ".log");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep what the agent prints", e);
        }
    }
}
