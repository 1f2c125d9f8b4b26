package dev.mcsync.infra.proof.chaos.check;

import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.proof.chaos.evidence.Database;
import dev.mcsync.infra.proof.chaos.evidence.Evidence;
import dev.mcsync.infra.proof.chaos.workload.Offered;
import dev.mcsync.infra.proof.reference.LogRecord;
import dev.mcsync.infra.proof.reference.ReferenceAgent;
import dev.mcsync.infra.proof.reference.ReferenceFold;
import dev.mcsync.infra.proof.reference.ReferenceTask;
import dev.mcsync.infra.proof.reference.Verdict;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What must hold between the inputs, the history in the database and the outcomes. */
final class LogChecks {

    /** Facts that the product says by itself, or words in the name of a person. */
    private static final Set<String> OWN =
            Set.of("created", "silence_passed", "deadline_passed", "adopted", "restarted");

    private final JsonMapper json = JsonMapper.builder().build();
    private final Evidence evidence;
    private final Offered offered;
    private final ReferenceFold reference;
    private final Map<String, List<Database.Row>> history;

    LogChecks(Evidence evidence, Offered offered, ReferenceFold reference) {
        this.evidence = evidence;
        this.offered = offered;
        this.reference = reference;
        this.history =
                evidence.events().stream()
                        .collect(Collectors.groupingBy(row -> row.text("event_id")));
    }

    List<Finding> findings() {
        return List.of(
                noLoss(),
                nothingInvented(),
                effects(),
                atomicity(),
                versions(),
                new OutcomeCheck(evidence, reference).order(),
                oneTaskForEachCommand(),
                rejected());
    }

    private Finding noLoss() {
        Look look =
                new Look("I1", "every event that was accepted is in the log and took effect once");
        for (String eventId : offered.accepted()) {
            look.expect(
                    reference.facts().containsKey(eventId),
                    "%s was accepted and is not in the log",
                    eventId);
        }
        reference
                .firstOf()
                .forEach((eventId, record) ->
                        look.expect(
                                rows(eventId) == 1,
                                "%s at %s has %d rows in the history",
                                eventId,
                                record.position(),
                                rows(eventId)));
        return look.finding();
    }

    private Finding nothingInvented() {
        Look look = new Look("I2", "every row of the history was sent by somebody, as it stands");
        Set<String> attempted = offered.attempted();
        for (Database.Row row : evidence.events()) {
            String eventId = row.text("event_id");
            LogRecord record = reference.firstOf().get(eventId);
            JsonNode fact = reference.facts().get(eventId);
            boolean sent = attempted.contains(eventId) || OWN.contains(row.text("type"));
            look.expect(sent, "%s was never sent", eventId);
            if (record != null && fact != null) {
                String position =
                        "%s-%s@%s"
                                .formatted(
                                        row.text("source_topic"),
                                        row.text("source_partition"),
                                        row.text("source_offset"));
                look.expectEqual(record.position(), position, eventId + " came from");
                look.expect(
                        sameFact(fact, json.readTree(row.text("body"))),
                        "%s is in the history with another content",
                        eventId);
            }
        }
        return look.finding();
    }

    /** The processor leaves out what is absent and writes times in one spelling. */
    private static boolean sameFact(JsonNode sent, JsonNode kept) {
        for (Map.Entry<String, JsonNode> field : sent.properties()) {
            if (!field.getKey().endsWith("_at")
                    && !field.getKey().equals("status")
                    && !field.getValue().equals(kept.get(field.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private Finding effects() {
        Look look =
                new Look(
                        "I3",
                        "what each fact did is what the reference model says, and so are tasks and agents");
        reference
                .verdicts()
                .forEach((record, verdict) -> {
                    if (verdict instanceof Verdict.Fact fact) {
                        compare(look, record, fact);
                    }
                });
        Set<String> seen = new HashSet<>();
        for (Database.Row row : evidence.tasks()) {
            seen.add(row.text("task_id"));
            compareTask(look, row);
        }
        reference
                .tasks()
                .forEach((id, task) ->
                        look.expect(
                                task.version() == 0 || seen.contains(id),
                                "task %s is missing",
                                id));
        evidence.agents().forEach(row -> compareAgent(look, row));
        look.expectEqual(
                (long) reference.agents().size(), (long) evidence.agents().size(), "agents");
        return look.finding();
    }

    private void compare(Look look, LogRecord record, Verdict.Fact fact) {
        List<Database.Row> rows = history.getOrDefault(fact.eventId(), List.of());
        if (rows.size() != 1) {
            return;
        }
        Database.Row row = rows.getFirst();
        String told =
                "%s %s v%s %s/%s"
                        .formatted(
                                row.text("outcome"),
                                row.optional("reason"),
                                row.optional("version"),
                                row.optional("to_status"),
                                row.optional("to_stage"));
        String expected =
                "%s %s v%s %s/%s"
                        .formatted(
                                fact.outcome(),
                                fact.reason(),
                                fact.version(),
                                fact.toStatus(),
                                fact.toStage());
        look.expectEqual(expected, told, fact.eventId() + " at " + record.position());
        String implied = row.optional("implied");
        look.expectEqual(
                String.join(",", fact.implied()),
                implied == null ? "" : implied,
                fact.eventId() + " implies");
    }

    private void compareTask(Look look, Database.Row row) {
        String id = row.text("task_id");
        ReferenceTask task = reference.tasks().get(id);
        if (task == null || task.version() == 0) {
            look.expect(false, "task %s was made by nobody", id);
            return;
        }
        Map<String, String> expected = new HashMap<>(task.moments().columns());
        expected.put("version", Long.toString(task.version()));
        expected.put("agent_id", String.valueOf(task.agentId()));
        expected.put("command_id", String.valueOf(task.commandId()));
        expected.put("attempt", Integer.toString(task.attempt()));
        expected.put("status", task.status());
        expected.put("stage", task.stage());
        expected.put("progress", String.valueOf(task.progress()));
        expected.put("message", String.valueOf(task.message()));
        expected.put("error_code", String.valueOf(task.errorCode()));
        expected.put("deliveries", Integer.toString(task.deliveries()));
        expected.put("last_event_id", String.valueOf(task.lastEventId()));
        expected.put("created_ms", Long.toString(task.createdAt()));
        expected.put("updated_ms", Long.toString(task.updatedAt()));
        expected.put("stage_ms", Long.toString(task.stageSince()));
        expected.put("status_ms", Long.toString(task.statusSince()));
        expected.forEach((column, value) ->
                look.expectEqual(
                        value,
                        String.valueOf(row.optional(column)),
                        "tasks." + column + " of " + id));
        look.expectEqual(task.payload(), payload(row), "tasks.payload of " + id);
        look.expectEqual(task.words(), json.readTree(row.text("words")), "words of " + id);
    }

    private @Nullable JsonNode payload(Database.Row row) {
        String payload = row.optional("payload");
        return payload == null ? null : json.readTree(payload);
    }

    private void compareAgent(Look look, Database.Row row) {
        String id = row.text("agent_id");
        ReferenceAgent agent = reference.agents().get(id);
        if (agent == null) {
            look.expect(false, "agent %s was never heard of", id);
            return;
        }
        look.expectEqual(agent.version(), row.number("version"), "agents_status.version of " + id);
        look.expectEqual(agent.presence(), row.text("presence"), "agents_status.presence of " + id);
        look.expectEqual(
                agent.lastSeenMicros(),
                row.number("seen_us"),
                "agents_status.last_seen_at of " + id);
        look.expectEqual(
                String.valueOf(agent.lastEventId()),
                String.valueOf(row.optional("last_event_id")),
                "agents_status.last_event_id of " + id);
        look.expectEqual(
                String.valueOf(agent.currentTaskId()),
                String.valueOf(row.optional("current_task_id")),
                "agents_status.current_task_id of " + id);
        look.expectEqual(
                agent.presenceSince(),
                row.number("presence_ms"),
                "agents_status.presence_since of " + id);
        look.expectEqual(
                String.valueOf(agent.lastHeartbeatAt()),
                String.valueOf(row.optional("heartbeat_ms")),
                "agents_status.last_heartbeat_at of " + id);
    }

    private Finding atomicity() {
        Look look = new Look("I4", "claim, history and state of each event are of one transaction");
        look.checked(evidence.processed());
        look.violatedBy(
                evidence.torn().stream()
                        .map(row -> row.text("event_id") + ": " + row.text("what"))
                        .toList());
        look.expectEqual((long) evidence.events().size(), evidence.processed(), "claims");
        return look.finding();
    }

    private Finding versions() {
        Look look =
                new Look(
                        "I5",
                        "versions of tasks and agents run from 1 without gap, each with one body");
        Map<String, SortedSet<Long>> inHistory = inHistory(look);
        inHistory.forEach((task, versions) ->
                look.expect(
                        versions.first() == 1 && versions.last() == versions.size(),
                        "versions of %s have a gap: %s",
                        task,
                        versions));
        look.violatedBy(reference.disorder());
        Map<String, Map<Long, String>> published = new HashMap<>();
        for (LogRecord record : evidence.records(Topic.TASK_OUTCOMES)) {
            JsonNode outcome = json.readTree(record.value());
            JsonNode after = outcome.path("after");
            if (!"applied".equals(outcome.path("outcome").asString(""))
                    || !outcome.has("task_id")
                    || after.equals(outcome.path("before"))) {
                continue;
            }
            String task = outcome.path("task_id").asString();
            String before =
                    published
                            .computeIfAbsent(task, _ -> new HashMap<>())
                            .put(after.path("version").asLong(), outcome.toString());
            look.expect(
                    before == null || before.equals(outcome.toString()),
                    "%s has two outcomes with version %s",
                    task,
                    after.path("version"));
        }
        inHistory.forEach((task, versions) ->
                look.expectEqual(
                        versions,
                        new TreeSet<>(published.getOrDefault(task, Map.of()).keySet()),
                        "versions published of " + task));
        return look.finding();
    }

    private Map<String, SortedSet<Long>> inHistory(Look look) {
        Map<String, SortedSet<Long>> inHistory = new HashMap<>();
        for (Database.Row row : evidence.events()) {
            String task = row.optional("task_id");
            if (task != null && row.optional("version") != null) {
                look.expect(
                        inHistory
                                .computeIfAbsent(task, _ -> new TreeSet<>())
                                .add(row.number("version")),
                        "%s has version %s twice",
                        task,
                        row.text("version"));
            }
        }
        return inHistory;
    }

    private Finding oneTaskForEachCommand() {
        Look look = new Look("I12", "asking again for a task gives the same task");
        offered.tasksOfCommands()
                .forEach((command, tasks) ->
                        look.expect(tasks.size() == 1, "%s gave %d tasks", command, tasks.size()));
        Map<String, Long> tasksByFirstCommand =
                evidence.events().stream()
                        .filter(row -> row.text("type").equals("created"))
                        .filter(row -> row.text("outcome").equals("applied"))
                        .collect(
                                Collectors.groupingBy(
                                        row ->
                                                json.readTree(row.text("body"))
                                                        .path("command_id")
                                                        .asString(),
                                        Collectors.counting()));
        tasksByFirstCommand.forEach(
                (command, times) -> look.expect(times == 1, "%s made %d tasks", command, times));
        look.violatedBy(offered.unexpected());
        return look.finding();
    }

    private Finding rejected() {
        Look look =
                new Look(
                        "I14",
                        "rejected is what must be, once, with its reason and its original bytes");
        Map<String, List<LogRecord>> found =
                evidence.records(Topic.REJECTED_EVENTS).stream()
                        .collect(Collectors.groupingBy(LogChecks::sourceOf));
        Set<String> expected = new HashSet<>();
        Map<String, Integer> byReason = new HashMap<>();
        reference
                .verdicts()
                .forEach((record, verdict) -> {
                    if (verdict instanceof Verdict.Rejected(String reason)) {
                        expected.add(record.position());
                        byReason.merge(reason, 1, Integer::sum);
                        List<LogRecord> copies = found.getOrDefault(record.position(), List.of());
                        look.expect(
                                copies.size() == 1 && isCopy(record, reason, copies.getFirst()),
                                "%s (%s) was rejected %d times, or not as it was",
                                record.position(),
                                reason,
                                copies.size());
                    }
                });
        found.forEach((position, copies) ->
                look.expect(
                        expected.contains(position),
                        "%s was rejected as %s, and is well",
                        position,
                        String.valueOf(copies.getFirst().headers().get(Headers.REJECTED_REASON))));
        offered.poison()
                .forEach((reason, times) ->
                        look.expect(
                                byReason.getOrDefault(reason, 0) >= times,
                                "%d records were sent to be rejected as %s, %d were",
                                times,
                                reason,
                                byReason.getOrDefault(reason, 0)));
        return look.finding();
    }

    private static String sourceOf(LogRecord rejected) {
        return rejected.headers().get(Headers.REJECTED_TOPIC)
                + "-"
                + rejected.headers().get(Headers.REJECTED_PARTITION)
                + "@"
                + rejected.headers().get(Headers.REJECTED_OFFSET);
    }

    private static boolean isCopy(LogRecord original, String reason, LogRecord copy) {
        return reason.equals(copy.headers().get(Headers.REJECTED_REASON))
                && Arrays.equals(original.key(), copy.key())
                && Arrays.equals(original.value(), copy.value());
    }

    private int rows(String eventId) {
        return history.getOrDefault(eventId, List.of()).size();
    }
}
