package dev.mcsync.infra.operator.people;

import dev.mcsync.infra.operator.terminal.Table;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lists the agents. */
@Command(
        name = "agents",
        description =
                "Lists the agents: their signal, their last heartbeat, and how many tasks each has"
                        + " under way.",
        footer = {"", "Example:", "  mc-sync agents -o json"},
        mixinStandardHelpOptions = true)
public final class AgentsCommand implements Callable<Integer> {
    /** As the panel shows it, well before the server's own limit. */
    private static final Duration QUIET_AFTER = Duration.ofSeconds(60);

    @Mixin private Desk desk = new Desk();

    @Override
    public Integer call() {
        return desk.run(AgentsCommand::list);
    }

    /** The board tells agents and tasks of one moment. */
    private static int list(Calls calls, Paper paper) throws InterruptedException {
        JsonNode board = calls.get("/api/dashboard/board");
        Map<String, List<String>> underWay =
                board.path("tasks").values().stream()
                        .filter(AgentsCommand::isUnderWay)
                        .collect(
                                Collectors.groupingBy(
                                        task -> TaskWords.text(task, "agent_id"),
                                        Collectors.mapping(
                                                task -> TaskWords.text(task, "task_id"),
                                                Collectors.toList())));
        ArrayNode agents = JsonNodeFactory.instance.arrayNode();
        Table table =
                new Table()
                        .column("AGENT")
                        .column("SIGNAL", paper::colour)
                        .column("LAST HEARTBEAT")
                        .column("UNDER WAY");
        for (JsonNode agent : inOrder(board.path("agents"))) {
            String id = TaskWords.text(agent, "agent_id");
            String signal = signal(agent, TaskWords.text(board, "as_of"));
            List<String> tasks = underWay.getOrDefault(id, List.of());
            String heartbeat = FactLine.time(TaskWords.text(agent, "last_heartbeat_at"));
            table.row(id, signal, heartbeat, String.valueOf(tasks.size()));
            ObjectNode told = ((ObjectNode) agent).put("signal", signal);
            tasks.forEach(told.putArray("tasks_under_way")::add);
            agents.add(told);
        }
        if (paper.isJson()) {
            paper.json(JsonNodeFactory.instance.objectNode().set("agents", agents));
        } else {
            paper.table(table, "No agent was heard of.");
        }
        return ExitCodes.OK;
    }

    private static List<JsonNode> inOrder(JsonNode agents) {
        return agents.values().stream()
                .sorted(Comparator.comparing(agent -> TaskWords.text(agent, "agent_id")))
                .toList();
    }

    private static boolean isUnderWay(JsonNode task) {
        String status = TaskWords.text(task, "status");
        return status.equals("ack") || status.equals("running");
    }

    /** Offline, and signed off, is the server's word; quiet is what its clock shows. */
    private static String signal(JsonNode agent, String now) {
        if (!TaskWords.text(agent, "presence").equals("online")) {
            return agent.path("departure").isMissingNode() ? "offline" : "signed off";
        }
        return isQuiet(TaskWords.text(agent, "last_seen_at"), now) ? "quiet" : "online";
    }

    private static boolean isQuiet(String seen, String now) {
        try {
            return Duration.between(OffsetDateTime.parse(seen), OffsetDateTime.parse(now))
                            .compareTo(QUIET_AFTER)
                    >= 0;
        } catch (DateTimeException _) {
            return false;
        }
    }
}
