package dev.mcsync.infra.operator.people;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.infra.operator.address.UsageException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Creates a task. */
@Command(
        name = "create",
        description = "Creates a task for an agent.",
        footer = {
            "",
            "Example:",
            "  mc-sync task create \"Fix the login page\" --agent agent-7 \\",
            "      --instructions @how.md --payload '{\"issue\": 512}' --watch"
        },
        mixinStandardHelpOptions = true)
final class CreateCommand implements Callable<Integer> {
    @Mixin private Desk desk = new Desk();

    @Parameters(paramLabel = "<title>", description = "What people see on the card.")
    private String title = "";

    @Option(
            names = "--agent",
            required = true,
            paramLabel = "<id>",
            description = "Who is to do it.")
    private String agent = "";

    @Option(
            names = "--instructions",
            paramLabel = "<text>",
            description = "Markdown for the agent; @<file> reads it from a file, - from the input.")
    private @Nullable String instructions;

    @Option(
            names = "--payload",
            paramLabel = "<json>",
            description =
                    "A JSON object for the agent; @<file> reads it from a file, - from the input.")
    private @Nullable String payload;

    @Option(
            names = "--stage",
            paramLabel = "<stage>",
            converter = Words.StageOf.class,
            completionCandidates = Words.FirstStages.class,
            description = "${COMPLETION-CANDIDATES}; in backlog it is not sent to its agent yet.")
    private @Nullable Stage stage;

    @Option(
            names = "--max-attempts",
            paramLabel = "<n>",
            description = "How often it is tried, 1 to 20 (1).")
    private @Nullable Integer maxAttempts;

    @Option(
            names = "--ack-timeout",
            paramLabel = "<time>",
            converter = Words.LimitOf.class,
            description = "How long its agent may take to acknowledge it, such as 60s, 5m, 2h, 1d.")
    private @Nullable Duration ackTimeout;

    @Option(
            names = "--running-timeout",
            paramLabel = "<time>",
            converter = Words.LimitOf.class,
            description = "How long an attempt may go on without a report.")
    private @Nullable Duration runningTimeout;

    @Option(
            names = "--answer-timeout",
            paramLabel = "<time>",
            converter = Words.LimitOf.class,
            description = "How long an attempt waits for a person whom its agent has asked.")
    private @Nullable Duration answerTimeout;

    @Option(
            names = "--command-id",
            paramLabel = "<id>",
            description = "Names the first attempt: the same again makes no second task.")
    private @Nullable String commandId;

    @Option(names = "--watch", description = "Then watches it, as task watch does.")
    private boolean watch;

    @Override
    public Integer call() {
        return desk.run(this::create);
    }

    private int create(Calls calls, Paper paper) throws InterruptedException {
        JsonNode answer = calls.create(body());
        String id = TaskWords.text(answer, "task_id");
        String command = TaskWords.text(answer, "command_id");
        if (!watch) {
            paper.change(answer, "%s created for %s as %s".formatted(id, agent, command));
            return ExitCodes.OK;
        }
        paper.each(answer, "%s created for %s as %s".formatted(id, agent, command));
        return new TaskWatch(calls, paper, id).fromTheStart();
    }

    private Map<String, Object> body() {
        if (stage != null && stage != Stage.BACKLOG && stage != Stage.TODO) {
            throw new UsageException("a task begins in backlog or todo, not " + stage.wireName());
        }
        if ("-".equals(instructions) && "-".equals(payload)) {
            throw new UsageException("only one of --instructions and --payload can be the input");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", title);
        body.put("agent_id", agent);
        body.put("command_id", commandId == null ? CommandId.fresh().value() : commandId);
        if (instructions != null) {
            body.put("instructions", Given.text(instructions, System.in));
        }
        if (payload != null) {
            body.put("payload", Given.object(payload, System.in));
        }
        if (stage != null) {
            body.put("stage", stage.wireName());
        }
        if (maxAttempts != null) {
            body.put("max_attempts", maxAttempts);
        }
        putSeconds(body, "ack_timeout", ackTimeout);
        putSeconds(body, "running_timeout", runningTimeout);
        putSeconds(body, "answer_timeout", answerTimeout);
        return body;
    }

    private static void putSeconds(
            Map<String, Object> body, String name, @Nullable Duration limit) {
        if (limit != null) {
            body.put(name, limit.toSeconds());
        }
    }
}
