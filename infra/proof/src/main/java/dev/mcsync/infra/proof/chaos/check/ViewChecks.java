package dev.mcsync.infra.proof.chaos.check;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.proof.chaos.evidence.BoardWatcher;
import dev.mcsync.infra.proof.chaos.evidence.Database;
import dev.mcsync.infra.proof.chaos.evidence.Evidence;
import dev.mcsync.infra.proof.reference.LogRecord;
import dev.mcsync.infra.proof.reference.ReferenceFold;
import dev.mcsync.infra.proof.reference.ReferenceTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What must hold of those that follow: compacted topics, boards and Discord. */
final class ViewChecks {

    private static final List<String> TASK_FIELDS =
            List.of(
                    "version",
                    "title",
                    "agent_id",
                    "command_id",
                    "attempt",
                    "status",
                    "stage",
                    "progress",
                    "message",
                    "error_code",
                    "deliveries",
                    "last_event_id");

    private static final List<String> AGENT_FIELDS =
            List.of("version", "presence", "last_event_id", "current_task_id");

    private final JsonMapper json = JsonMapper.builder().build();
    private final Evidence evidence;
    private final ReferenceFold reference;
    private final Map<String, Database.Row> tasks;
    private final Map<String, Database.Row> agents;

    ViewChecks(Evidence evidence, ReferenceFold reference) {
        this.evidence = evidence;
        this.reference = reference;
        this.tasks = byId(evidence.tasks(), "task_id");
        this.agents = byId(evidence.agents(), "agent_id");
    }

    /** The last value of each key is what the database has. */
    Finding compacted() {
        Look look =
                new Look(
                        "I7",
                        "the last snapshot of each task and agent is its row in the database");
        compareLast(look, evidence.records(Topic.TASK_STATE), evidence.records(Topic.AGENT_STATE));
        return look.finding();
    }

    /** The same, of what a forced compaction has left. */
    Finding compacted(List<LogRecord> taskState, List<LogRecord> agentState) {
        Look look =
                new Look(
                        "I19",
                        "after compaction too, the last snapshot is the row in the database");
        compareLast(look, taskState, agentState);
        return look.finding();
    }

    private void compareLast(Look look, List<LogRecord> taskState, List<LogRecord> agentState) {
        Map<String, JsonNode> lastTask = last(taskState);
        tasks.forEach((id, row) -> {
            JsonNode snapshot = lastTask.get(id);
            look.expect(snapshot != null, "no snapshot of task %s", id);
            if (snapshot != null) {
                for (String field : TASK_FIELDS) {
                    look.expectEqual(
                            String.valueOf(row.optional(field)),
                            text(snapshot, field),
                            "snapshot of " + id + ", " + field);
                }
                look.expectEqual(
                        json.readTree(row.text("words")),
                        ((ObjectNode) snapshot).retain(ReferenceTask.WORDS),
                        "words in the snapshot of " + id);
            }
        });
        look.expectEqual(tasks.keySet(), lastTask.keySet(), "tasks with snapshots");
        Map<String, JsonNode> lastAgent = last(agentState);
        agents.forEach((id, row) -> {
            JsonNode snapshot = lastAgent.get(id);
            look.expect(snapshot != null, "no snapshot of agent %s", id);
            if (snapshot != null) {
                for (String field : AGENT_FIELDS) {
                    look.expectEqual(
                            String.valueOf(row.optional(field)),
                            text(snapshot, field),
                            "snapshot of " + id + ", " + field);
                }
            }
        });
    }

    /** Whoever lost its partitions must not publish any more. */
    Finding fenced() {
        Look look = new Look("I15", "no snapshot of a key is older than the one before it");
        for (Topic topic : List.of(Topic.TASK_STATE, Topic.AGENT_STATE)) {
            Map<String, Long> last = new HashMap<>();
            for (LogRecord record : evidence.records(topic)) {
                String key = String.valueOf(record.keyText());
                if (record.value() == null) {
                    look.expect(false, "%s was removed at %s", key, record.position());
                    continue;
                }
                long version = json.readTree(record.value()).path("version").asLong();
                Long before = last.put(key, version);
                look.expect(
                        before == null || before <= version,
                        "%s went from version %s back to %s at %s",
                        key,
                        before,
                        version,
                        record.position());
            }
        }
        return look.finding();
    }

    Finding boards(List<BoardWatcher> watchers) {
        Look look =
                new Look("I8", "no board was shown a task going back, and all show what is so now");
        for (BoardWatcher watcher : watchers) {
            List<String> wrong = new ArrayList<>();
            watcher.wrong().forEach(wrong::add);
            look.violatedBy(wrong);
            Map<String, Long> shown = watcher.versions();
            Map<String, String> statuses = watcher.statuses();
            tasks.forEach((id, row) -> {
                look.expectEqual(
                        row.number("version"),
                        shown.get(id),
                        watcher.name() + " shows version of " + id);
                look.expectEqual(
                        row.text("status"),
                        statuses.get(id),
                        watcher.name() + " shows status of " + id);
            });
        }
        return look.finding();
    }

    /** Lines of the channel against what was due. */
    Finding told(long ambiguousFaults) {
        Look look =
                new Look(
                        "I9",
                        "Discord was told of everything that is due, in order, and twice only where the answer was lost");
        Map<String, Database.Row> deliveries = byId(evidence.deliveries(), "event_id");
        Map<String, Integer> due = new LinkedHashMap<>();
        Map<String, List<String>> dueOfTask = new HashMap<>();
        reference
                .told()
                .values()
                .forEach(fact -> {
                    Database.Row delivery = deliveries.get(fact.eventId());
                    look.expect(delivery != null, "%s is not in the ledger", fact.eventId());
                    if (delivery != null && fact.due()) {
                        look.expect(
                                Set.of("sent", "coalesced").contains(delivery.text("state")),
                                "%s is due and %s",
                                fact.eventId(),
                                delivery.text("state"));
                        String line = String.valueOf(delivery.optional("content"));
                        due.merge(line, 1, Integer::sum);
                        String task = delivery.optional("task_id");
                        if (task != null) {
                            dueOfTask.computeIfAbsent(task, _ -> new ArrayList<>()).add(line);
                        }
                    } else if (delivery != null) {
                        look.expectEqual(
                                "suppressed",
                                delivery.text("state"),
                                fact.eventId() + " is not due");
                    }
                });
        Map<String, Integer> lines = new HashMap<>();
        Map<String, Integer> firstAt = new HashMap<>();
        int at = 0;
        for (JsonNode message : evidence.messages()) {
            for (String line : message.path("content").asString("").split("\n", -1)) {
                lines.merge(line, 1, Integer::sum);
                firstAt.putIfAbsent(line, at++);
            }
        }
        int twice = 0;
        for (Map.Entry<String, Integer> line : due.entrySet()) {
            int times = lines.getOrDefault(line.getKey(), 0);
            look.expect(
                    times >= line.getValue(),
                    "%s was told %d times instead of %d",
                    line.getKey(),
                    times,
                    line.getValue());
            twice += Math.max(0, times - line.getValue());
        }
        lines.keySet()
                .forEach(line -> look.expect(due.containsKey(line), "told and not due: %s", line));
        long ambiguous =
                evidence.deliveries().stream().mapToLong(row -> row.number("ambiguous")).sum();
        look.expect(
                twice <= ambiguous,
                "%d lines were told twice, %d were known to be in doubt",
                twice,
                ambiguous);
        look.expect(
                ambiguous == 0 || ambiguousFaults > 0,
                "%d lines were in doubt though nothing happened to their answers",
                ambiguous);
        dueOfTask.forEach((task, inOrder) -> {
            Set<String> once = new HashSet<>(inOrder);
            List<Integer> places =
                    once.size() == inOrder.size()
                            ? inOrder.stream().map(line -> firstAt.getOrDefault(line, -1)).toList()
                            : List.of();
            look.expect(
                    places.equals(places.stream().sorted().toList()),
                    "the story of %s was told out of order",
                    task);
        });
        return look.finding();
    }

    Finding incidents() {
        Look look = new Look("I17", "one incident is open for each cause that lasts, and no other");
        List<String> open =
                evidence.incidents().stream()
                        .filter(row -> row.text("open").equals("t"))
                        .filter(row -> !row.text("kind").equals("event_conflict"))
                        .map(row -> row.text("cause"))
                        .toList();
        look.expectEqual(open.size(), new HashSet<>(open).size(), "open causes");
        Set<String> expected = new TreeSet<>();
        reference
                .tasks()
                .forEach((id, task) -> {
                    if (task.status().equals("timeout")) {
                        expected.add("task_timeout:" + id + ":" + task.commandId());
                    }
                });
        reference
                .agents()
                .forEach((id, agent) -> {
                    if (agent.presence().equals("offline")) {
                        expected.add("agent_offline:" + id);
                    }
                });
        look.expectEqual(expected, new TreeSet<>(open), "open incidents");
        return look.finding();
    }

    private Map<String, JsonNode> last(List<LogRecord> records) {
        Map<String, JsonNode> last = new HashMap<>();
        for (LogRecord record : records) {
            String key = String.valueOf(record.keyText());
            if (record.value() == null) {
                last.remove(key);
            } else {
                last.put(key, json.readTree(record.value()));
            }
        }
        return last;
    }

    private static String text(JsonNode snapshot, String field) {
        return snapshot.hasNonNull(field) ? snapshot.path(field).asString() : "null";
    }

    private static Map<String, Database.Row> byId(List<Database.Row> rows, String column) {
        return rows.stream()
                .collect(
                        Collectors.toMap(
                                row -> row.text(column),
                                Function.identity(),
                                (first, _) -> first,
                                LinkedHashMap::new));
    }
}
