package dev.mcsync.infra.operator.agent;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.infra.operator.address.SystemTarget;
import dev.mcsync.infra.operator.address.UsageException;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.ApiUnreachableException;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.operator.terminal.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes the tasks of one agent until Ctrl-C, and runs a program for each. */
@Command(
        name = "run",
        description = "Takes the tasks of an agent, and runs a program for each, until Ctrl-C.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%n",
        footer = {
            "The program finds its task in MC_TASK_ID, MC_TASK_TITLE, MC_TASK_INSTRUCTIONS, MC_TASK_PAYLOAD,",
            "MC_TASK_ATTEMPT, MC_TASK_COMMAND_ID and MC_TASK_AGENT_ID, and on its standard input. What it prints is its",
            "progress: the last line is the card's message, and a line of JSON says more:",
            "  {\"progress\": 40, \"message\": \"Tests are green\", \"stage\": \"review\"}",
            "  {\"question\": {\"text\": \"Which region?\", \"options\": [\"North\", \"South\"]}}   (answer: --input open)",
            "  {\"result\": {\"text\": \"Merged.\", \"links\": [{\"url\": \"https://example.org/pr/7\"}]}}",
            "Exit code 0 is done, any other failed; a line {\"error_code\": \"build_broken\"} names why.",
            "A cancelled task gets SIGTERM, and SIGKILL after --grace.",
            "",
            "  mc-sync agent run --id agt_shell -- ./my-agent.sh",
            "  mc-sync agent run --id agt_claude --input text --result output -- claude -p"
        })
public final class AgentRunCommand implements Callable<Integer> {

    @Mixin private SystemTarget target = new SystemTarget();

    @Option(names = "--id", required = true, description = "The agent's id, as tasks name it.")
    private String id = "";

    @Option(
            names = "--parallel",
            defaultValue = "1",
            paramLabel = "N",
            description =
                    "Tasks at once, 1 to "
                            + Heartbeat.MAX_RUNNING
                            + " (default: ${DEFAULT-VALUE}).")
    private int parallel;

    @Option(
            names = "--input",
            defaultValue = "json",
            description = {
                "What the program finds on its standard input: json (the task as a line), text (title and instructions),",
                "open (the task as a line, later what people say, a line each) or none (default: ${DEFAULT-VALUE})."
            })
    private Program.Input input = Program.Input.JSON;

    /** Where a task's result comes from. */
    enum ResultFrom {
        JSON,
        OUTPUT
    }

    @Option(
            names = "--result",
            defaultValue = "json",
            description =
                    "The result is what a line of JSON says (json), or else all that it printed (output) (default: ${DEFAULT-VALUE}).")
    private ResultFrom result = ResultFrom.JSON;

    @Option(
            names = "--grace",
            defaultValue = "10",
            paramLabel = "SECONDS",
            description = "Between SIGTERM and SIGKILL (default: ${DEFAULT-VALUE}).")
    private int grace;

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
                    "Where it keeps what is not sent yet (default: mc-sync/agents/@ID in $XDG_STATE_HOME or ~/.local/state).")
    private @Nullable Path state;

    @Option(names = "--pass-token", description = "Leaves MC_TOKEN in the program's environment.")
    private boolean passToken;

    @Parameters(
            arity = "1..*",
            paramLabel = "PROGRAM",
            description = "What does the work, with its arguments; after --.")
    private List<String> program = List.of();

    @Override
    public Integer call() throws InterruptedException {
        Program checked = checked();
        SystemTarget.Address address = target.address();
        RunnerLog log = new RunnerLog(Terminal.standard());
        try (McApi api = address.open()) {
            refuseWrongToken(api);
            Journal journal = Journal.open(state == null ? StateDirectory.of("agents", id) : state);
            Outbox outbox = new Outbox(api, journal, log);
            Agent agent = new Agent(id, journal, outbox, log);
            Runner runner =
                    new Runner(api, agent, checked, parallel, Duration.ofSeconds(heartbeat));
            Thread end = Thread.ofPlatform().name("end").unstarted(runner::close);
            Runtime.getRuntime().addShutdownHook(end);
            log.says(
                    "%s takes tasks of %s, %d at once. Ctrl-C stops it."
                            .formatted(id, address, parallel));
            runner.begin();
            runner.live();
            end.join();
        }
        return 0;
    }

    private Program checked() {
        try {
            new AgentId(id);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--id " + id + ": " + e.getMessage());
        }
        if (parallel < 1 || parallel > Heartbeat.MAX_RUNNING) {
            throw new UsageException("--parallel is from 1 to " + Heartbeat.MAX_RUNNING);
        }
        if (grace < 0 || heartbeat < 1) {
            throw new UsageException("--grace is 0 or more, --heartbeat 1 or more");
        }
        Program checked =
                new Program(
                        program,
                        input,
                        Duration.ofSeconds(grace),
                        result == ResultFrom.OUTPUT,
                        passToken);
        checked.check();
        return checked;
    }

    /** A token that may not speak for the agent never will; a system that is away may be back. */
    private void refuseWrongToken(McApi api) {
        Answer answer;
        try {
            answer = api.get("/api/agents/" + id + "/commands");
        } catch (ApiUnreachableException _) {
            return;
        }
        if (answer.status() == 401 || answer.status() == 403) {
            throw new UsageException(
                    "the token does not open the commands of " + id + ": " + answer);
        }
    }
}
