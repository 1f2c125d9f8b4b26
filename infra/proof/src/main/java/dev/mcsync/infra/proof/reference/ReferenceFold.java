package dev.mcsync.infra.proof.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.topic.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the inputs, read from their first record, must have made of the world. */
public final class ReferenceFold {

    private static final String SAID_BY_AGENTS = "heartbeat|ack|running|progress|done|failed";
    private static final String OWN = "deadline_passed|silence_passed|restarted|adopted|repaired";

    private final Inputs inputs;
    private final Rules rules;
    private final int partitions;
    private final List<LedgerRow> ledger;
    private final Map<String, LedgerRow> rows = new HashMap<>();
    private final ReferenceHearing hearing;
    private final Map<String, JsonNode> known = new HashMap<>();
    private final Map<String, ReferenceStory> tasks = new LinkedHashMap<>();
    private final Map<String, String> holders = new HashMap<>();
    private final ReferenceAgents agents;
    private final Map<LogRecord, Verdict> verdicts = new LinkedHashMap<>();
    private final Map<String, LogRecord> firstOf = new LinkedHashMap<>();
    private final Map<String, Integer> refused = new HashMap<>();
    private final List<String> premature = new ArrayList<>();
    private final List<String> disorder = new ArrayList<>();

    /**
     * @param inputs how records are read
     * @param ledger in its order, for all that the inputs cannot tell: when the processor decided,
     *     and which of two partitions was read first
     * @param hearing when nobody could be heard
     */
    public ReferenceFold(
            Inputs inputs,
            Rules rules,
            int partitions,
            List<LedgerRow> ledger,
            ReferenceHearing hearing) {
        this.inputs = inputs;
        this.rules = rules;
        this.partitions = partitions;
        this.ledger = ledger;
        this.hearing = hearing;
        this.agents = new ReferenceAgents(rules);
        ledger.forEach(row -> rows.put(row.eventId(), row));
    }

    /** Folds an input; the records of each partition in their order. */
    public void fold(List<LogRecord> records) {
        records.forEach(this::fold);
    }

    /** Folds the next record of its partition. */
    public Verdict fold(LogRecord record) {
        Verdict verdict = judge(record);
        verdicts.put(record, verdict);
        return verdict;
    }

    /**
     * Lets agents follow, once both inputs are folded. Within a partition the ledger has no order
     * of its own.
     */
    public void foldAgents() {
        Map<String, LogRecord> last = new HashMap<>();
        for (LedgerRow row : ledger) {
            LogRecord record = firstOf.get(row.eventId());
            if (record == null) {
                continue;
            }
            LogRecord before = last.put(record.topic() + "-" + record.partition(), record);
            if (before != null && before.offset() >= record.offset()) {
                disorder.add(
                        "%s at %s took effect before %s"
                                .formatted(row.eventId(), before.position(), record.position()));
            }
            follow(record, row);
        }
    }

    private void follow(LogRecord record, LedgerRow row) {
        JsonNode fact = Objects.requireNonNull(known.get(row.eventId()));
        if (isOfTask(record)) {
            if (verdicts.get(record) instanceof Verdict.Fact did) {
                agents.follow(holders.get(row.eventId()), fact, did, record, row);
            }
        } else {
            String agentId = fact.path("agent_id").asString();
            verdicts.put(record, agents.decide(agentId, fact, record, row, hearing));
        }
    }

    /** All that is told to others: by the facts about tasks, and of the agents. */
    public Map<String, Verdict.Fact> told() {
        Map<String, Verdict.Fact> told = new LinkedHashMap<>();
        verdicts.values().stream()
                .filter(verdict -> verdict instanceof Verdict.Fact fact && fact.told())
                .map(Verdict.Fact.class::cast)
                .forEach(fact -> told.put(fact.eventId(), fact));
        toldOfAgents().values().stream()
                .flatMap(List::stream)
                .forEach(fact -> told.put(fact.eventId(), fact));
        return told;
    }

    /** By agent, in the order of its versions. */
    public Map<String, List<Verdict.Fact>> toldOfAgents() {
        return agents.told();
    }

    /** Where the ledger does not follow the log, or an agent's version not the one before. */
    public List<String> disorder() {
        return Stream.concat(disorder.stream(), agents.otherVersions().stream()).toList();
    }

    /** Those that nothing created, which facts named all the same, have the version 0. */
    public Map<String, ReferenceTask> tasks() {
        return Collections.unmodifiableMap(tasks);
    }

    /** Those that nothing showed alive, which facts named all the same, have the version 0. */
    public Map<String, ReferenceAgent> agents() {
        return agents.byId();
    }

    public Map<LogRecord, Verdict> verdicts() {
        return verdicts;
    }

    /** The record by which an event took effect. */
    public Map<String, LogRecord> firstOf() {
        return firstOf;
    }

    /** The fact that counts under each event_id. */
    public Map<String, JsonNode> facts() {
        return known;
    }

    /** Deadlines of tasks that fired before their time. */
    public List<String> premature() {
        return premature;
    }

    /** The same of agents. */
    public List<String> prematureSilences() {
        return agents.prematureSilences();
    }

    private Verdict judge(LogRecord record) {
        if (record.key() == null) {
            return new Verdict.Rejected("missing_key");
        }
        if (record.value() == null) {
            return new Verdict.Rejected("missing_value");
        }
        JsonNode fact = inputs.read(record);
        if (fact == null) {
            return new Verdict.Rejected("invalid");
        }
        String subject = fact.path(isOfTask(record) ? "task_id" : "agent_id").asString();
        if (!subject.equals(record.keyText())) {
            return new Verdict.Rejected("key_mismatch");
        }
        if (Utils.toPositive(Utils.murmur2(subject.getBytes(UTF_8))) % partitions
                != record.partition()) {
            return new Verdict.Forwarded();
        }
        return fact.path("type").asString().equals("touched")
                ? new Verdict.Touch()
                : judge(subject, fact, record);
    }

    private Verdict judge(String subject, JsonNode fact, LogRecord record) {
        if (!inputs.isStorable(fact)) {
            return new Verdict.Rejected("unprocessable");
        }
        String type = fact.path("type").asString();
        String eventId = fact.path("event_id").asString();
        if (type.equals("silence_passed") && isPutBehind(eventId, record)) {
            return new Verdict.Forwarded();
        }
        if (type.matches(SAID_BY_AGENTS) && eventId.startsWith("evt_mc:")) {
            return new Verdict.Rejected("invalid");
        }
        if (!known.containsKey(eventId) && isAppliedFromAnotherPartition(eventId, record)) {
            return new Verdict.Rejected("event_id_conflict");
        }
        JsonNode before = known.putIfAbsent(eventId, fact);
        if (before == null) {
            return apply(subject, eventId, fact, record);
        }
        if (before.equals(fact)) {
            return new Verdict.Duplicate();
        }
        return type.matches(OWN)
                ? inSpite(subject, fact, record)
                : new Verdict.Rejected("event_id_conflict");
    }

    private Verdict apply(String subject, String eventId, JsonNode fact, LogRecord record) {
        Verdict verdict = isOfTask(record) ? ofTask(subject, fact, record) : toCome(eventId);
        if (fact.path("type").asString().matches(SAID_BY_AGENTS)
                && isTooMuch(verdict, subject, record)) {
            known.remove(eventId);
            return new Verdict.Rejected(String.valueOf(((Verdict.Fact) verdict).reason()));
        }
        firstOf.put(eventId, record);
        return verdict;
    }

    /** Of what is nobody's business the ledger keeps so many an hour of a task and a partition. */
    private boolean isTooMuch(Verdict verdict, String subject, LogRecord record) {
        if (!(verdict instanceof Verdict.Fact fact)) {
            return false;
        }
        long hour = record.timestamp() / 3_600_000;
        return switch (fact.reason()) {
            case "wrong_agent" -> refused.merge(subject + " " + hour, 1, Integer::sum) > 20;
            case "unknown_task" ->
                    refused.merge(record.partition() + " " + hour, 1, Integer::sum) > 200;
            case null, default -> false;
        };
    }

    /** A taken id stops no own fact: it is known by its place instead. */
    private Verdict inSpite(String subject, JsonNode fact, LogRecord record) {
        String place = record.topic() + "-" + record.partition() + "@" + record.offset();
        String other = EventId.derived("in_spite", fact.path("event_id").asString(), place).value();
        JsonNode own = ((ObjectNode) fact.deepCopy()).put("event_id", other);
        return known.putIfAbsent(other, own) == null
                ? apply(subject, other, own, record)
                : new Verdict.Duplicate();
    }

    private Verdict ofTask(String taskId, JsonNode fact, LogRecord record) {
        ReferenceStory task = tasks.computeIfAbsent(taskId, id -> new ReferenceStory(id, rules));
        if (task.agentId() != null) {
            holders.put(fact.path("event_id").asString(), task.agentId());
        }
        note(task.prematureDeadline(fact, record.timestamp(), hearing));
        return task.apply(fact, record.timestamp(), decidedAt(fact.path("event_id").asString()));
    }

    private long decidedAt(String eventId) {
        LedgerRow row = rows.get(eventId);
        return row == null ? 0 : row.decidedMicros() / 1_000;
    }

    /** Until the ledger says when it took effect. */
    private static Verdict toCome(String eventId) {
        return new Verdict.Fact(
                eventId, "missing", null, null, null, null, List.of(), false, false);
    }

    private static boolean isOfTask(LogRecord record) {
        return record.topic().equals(Topic.TASK_EVENTS.topicName());
    }

    private boolean isAppliedFromAnotherPartition(String eventId, LogRecord record) {
        LedgerRow row = rows.get(eventId);
        return row != null && !row.source().startsWith(partitionOf(record));
    }

    /** A silence waits behind what is still to be told of its agent; it then came from there. */
    private boolean isPutBehind(String eventId, LogRecord record) {
        LedgerRow row = rows.get(eventId);
        String partition = partitionOf(record);
        return row != null
                && !known.containsKey(eventId)
                && row.source().startsWith(partition)
                && Long.parseLong(row.source().substring(partition.length())) > record.offset();
    }

    private static String partitionOf(LogRecord record) {
        return record.topic() + "-" + record.partition() + "@";
    }

    private void note(@Nullable String what) {
        if (what != null) {
            premature.add(what);
        }
    }
}
