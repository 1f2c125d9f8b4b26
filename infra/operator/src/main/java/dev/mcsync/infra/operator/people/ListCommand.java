package dev.mcsync.infra.operator.people;

import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.infra.operator.address.UsageException;
import dev.mcsync.infra.operator.terminal.Table;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists tasks. */
@Command(
        name = "list",
        description = "Lists the tasks of the board, the newest change first.",
        footer = {"", "Example:", "  mc-sync task list --status failed --agent agent-7"},
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    private static final int MOST = 1000;

    @Mixin private Desk desk = new Desk();

    @Option(
            names = "--status",
            paramLabel = "<status>",
            converter = Words.StatusOf.class,
            completionCandidates = Words.Statuses.class,
            description = "Only those of one status: ${COMPLETION-CANDIDATES}.")
    private @Nullable TaskStatus status;

    @Option(
            names = "--stage",
            paramLabel = "<stage>",
            converter = Words.StageOf.class,
            completionCandidates = Words.Stages.class,
            description = "Only those in one column: ${COMPLETION-CANDIDATES}.")
    private @Nullable Stage stage;

    @Option(names = "--agent", paramLabel = "<id>", description = "Only those of one agent.")
    private @Nullable String agent;

    @Option(
            names = "-q",
            paramLabel = "<text>",
            description = "Only those with it in the title, the ids or the last message.")
    private @Nullable String text;

    @Option(
            names = "--limit",
            paramLabel = "<n>",
            defaultValue = "50",
            description = "How many at most, up to 1000 (${DEFAULT-VALUE}).")
    private int limit;

    @Override
    public Integer call() {
        return desk.run(this::list);
    }

    private int list(Calls calls, Paper paper) throws InterruptedException {
        JsonNode found = calls.get(address());
        if (paper.isJson()) {
            paper.json(found);
            return ExitCodes.OK;
        }
        Table table =
                new Table()
                        .column("TASK")
                        .column("STATUS", paper::colour)
                        .column("STAGE")
                        .column("%")
                        .column("AGENT")
                        .text("TITLE");
        found.path("tasks")
                .values()
                .forEach(task ->
                        table.row(
                                TaskWords.text(task, "task_id"),
                                TaskWords.status(task),
                                TaskWords.text(task, "stage"),
                                TaskWords.text(task, "progress"),
                                TaskWords.text(task, "agent_id"),
                                TaskWords.text(task, "title")));
        paper.table(table, "No task fits.");
        return ExitCodes.OK;
    }

    private String address() {
        if (limit < 1 || limit > MOST) {
            throw new UsageException("--limit is 1 to %d, not %d".formatted(MOST, limit));
        }
        StringBuilder address = new StringBuilder("/api/dashboard/tasks?limit=" + limit);
        if (status != null) {
            address.append("&status=").append(status.wireName());
        }
        if (stage != null) {
            address.append("&stage=").append(stage.wireName());
        }
        if (agent != null) {
            address.append("&agent_id=").append(Calls.id("an agent", agent));
        }
        if (text != null) {
            address.append("&q=").append(Calls.parameter(text));
        }
        return address.toString();
    }
}
