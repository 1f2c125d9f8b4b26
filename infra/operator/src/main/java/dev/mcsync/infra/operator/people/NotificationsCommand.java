package dev.mcsync.infra.operator.people;

import dev.mcsync.infra.operator.address.UsageException;
import dev.mcsync.infra.operator.terminal.Table;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What Discord was told. */
@Command(
        name = "notifications",
        description = "Lists what became of the newest messages to Discord, newest last.",
        footer = {"", "Example:", "  mc-sync notifications --state dead -n 50"},
        mixinStandardHelpOptions = true)
public final class NotificationsCommand implements Callable<Integer> {
    private static final int MOST = 1000;

    @Mixin private Desk desk = new Desk();

    @Option(
            names = "--state",
            paramLabel = "<state>",
            converter = Words.DeliveryStateOf.class,
            completionCandidates = Words.DeliveryStates.class,
            description = "Only those of one state: ${COMPLETION-CANDIDATES}.")
    private @Nullable String state;

    @Option(
            names = "-n",
            paramLabel = "<n>",
            defaultValue = "20",
            description = "How many of the newest, 1 to 1000 (${DEFAULT-VALUE}).")
    private int newest;

    @Override
    public Integer call() {
        return desk.run(this::list);
    }

    /** The API tells the fate of a message with the fact that it is about. */
    private int list(Calls calls, Paper paper) throws InterruptedException {
        if (newest < 1 || newest > MOST) {
            throw new UsageException("-n is 1 to %d, not %d".formatted(MOST, newest));
        }
        FactFeed feed = FactFeed.ofAll(calls);
        List<JsonNode> found = feed.newest(newest, this::isWanted);
        if (feed.isTruncated()) {
            paper.aside("only the newest 10000 events were looked at");
        }
        if (paper.isJson()) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode().addAll(found);
            paper.json(JsonNodeFactory.instance.objectNode().set("notifications", all));
        } else {
            paper.table(table(found, paper), "No message fits.");
        }
        return ExitCodes.OK;
    }

    private boolean isWanted(JsonNode fact) {
        return !fact.path("discord").isMissingNode()
                && (state == null || TaskWords.text(fact.path("discord"), "state").equals(state));
    }

    private static Table table(List<JsonNode> found, Paper paper) {
        Table table =
                new Table()
                        .column("AT")
                        .column("STATE", paper::colour)
                        .column("EVENT")
                        .text("TASK OR AGENT")
                        .text("WHY");
        for (JsonNode fact : found) {
            JsonNode discord = fact.path("discord");
            table.row(
                    FactLine.time(discord.path("at").asString(TaskWords.text(fact, "applied_at"))),
                    TaskWords.text(discord, "state"),
                    TaskWords.text(fact, "type"),
                    fact.path("task_id").asString(TaskWords.text(fact, "agent_id")),
                    TaskWords.text(discord, "reason"));
        }
        return table;
    }
}
