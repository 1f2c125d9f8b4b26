package dev.mcsync.infra.proof.reference;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.topic.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the inputs, read from their first record, must have made of the world. */
public final class ReferenceFold {

    private static final String SAID_BY_AGENTS = "heartbeat|ack|running|progress|done|failed";
    private static final String OWN =
            "deadline_passed|silence_passed|restarted|adopted|repaired|seen";

    private final Inputs inputs;
    private final Rules rules;
    private final int partitions;
    private final ToLongFunction<String> decidedAt;
    private final Map<String, String> appliedFrom;
    private final ReferenceHearing hearing;
    private final Map<String, JsonNode> known = new HashMap<>();
    private final Map<String, ReferenceTask> tasks = new LinkedHashMap<>();
    private final Map<String, ReferenceAgent> agents = new LinkedHashMap<>();
    private final Map<LogRecord, Verdict> verdicts = new LinkedHashMap<>();
    private final Map<String, LogRecord> firstOf = new LinkedHashMap<>();
    private final Map<String, Integer> refused = new HashMap<>();
    private final List<String> premature = new ArrayList<>();

    /**
     * @param inputs how records are read
     * @param decidedAt when the processor says that it decided on an event, in milliseconds
     * @param appliedFrom the position from which an event took effect; which of two partitions was
     *     read first is all that the inputs cannot tell
     * @param hearing when nobody could be heard
     */
    public ReferenceFold(
            Inputs inputs,
            Rules rules,
            int partitions,
            ToLongFunction<String> decidedAt,
            Map<String, String> appliedFrom,
            ReferenceHearing hearing) {
        this.inputs = inputs;
        this.rules = rules;
        this.partitions = partitions;
        this.decidedAt = decidedAt;
        this.appliedFrom = appliedFrom;
        this.hearing = hearing;
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

    /** Those that nothing created, which facts named all the same, have the version 0. */
    public Map<String, ReferenceTask> tasks() {
        return tasks;
    }

    /** Those that nothing showed alive, which facts named all the same, have the version 0. */
    public Map<String, ReferenceAgent> agents() {
        return agents;
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

    /** Deadlines that fired before their time. */
    public List<String> premature() {
        return premature;
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
        boolean ofTask = record.topic().equals(Topic.TASK_EVENTS.topicName());
        String subject = fact.path(ofTask ? "task_id" : "agent_id").asString();
        if (!subject.equals(record.keyText())) {
            return new Verdict.Rejected("key_mismatch");
        }
        if (Utils.toPositive(Utils.murmur2(subject.getBytes(UTF_8))) % partitions
                != record.partition()) {
            return new Verdict.Forwarded();
        }
        if (!inputs.isStorable(fact)) {
            return new Verdict.Rejected("unprocessable");
        }
        String eventId = fact.path("event_id").asString();
        if (fact.path("type").asString().matches(SAID_BY_AGENTS) && eventId.startsWith("evt_mc:")) {
            return new Verdict.Rejected("invalid");
        }
        if (!known.containsKey(eventId) && isAppliedFromAnotherPartition(eventId, record)) {
            return new Verdict.Rejected("event_id_conflict");
        }
        JsonNode before = known.putIfAbsent(eventId, fact);
        if (before == null) {
            return apply(ofTask, subject, eventId, fact, record);
        }
        if (before.equals(fact)) {
            return new Verdict.Duplicate();
        }
        return fact.path("type").asString().matches(OWN)
                ? inSpite(ofTask, subject, fact, record)
                : new Verdict.Rejected("event_id_conflict");
    }

    private Verdict apply(
            boolean ofTask, String subject, String eventId, JsonNode fact, LogRecord record) {
        Verdict verdict = ofTask ? ofTask(subject, fact, record) : ofAgent(subject, fact, record);
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
    private Verdict inSpite(boolean ofTask, String subject, JsonNode fact, LogRecord record) {
        String place = record.topic() + "-" + record.partition() + "@" + record.offset();
        String other = EventId.derived("in_spite", fact.path("event_id").asString(), place).value();
        JsonNode own = ((ObjectNode) fact.deepCopy()).put("event_id", other);
        return known.putIfAbsent(other, own) == null
                ? apply(ofTask, subject, other, own, record)
                : new Verdict.Duplicate();
    }

    private Verdict ofTask(String taskId, JsonNode fact, LogRecord record) {
        ReferenceTask task = tasks.computeIfAbsent(taskId, id -> new ReferenceTask(id, rules));
        note(task.prematureDeadline(fact, record.timestamp(), hearing));
        return task.apply(
                fact, record.timestamp(), decidedAt.applyAsLong(fact.path("event_id").asString()));
    }

    private Verdict ofAgent(String agentId, JsonNode fact, LogRecord record) {
        ReferenceAgent agent = agents.computeIfAbsent(agentId, id -> new ReferenceAgent(id, rules));
        note(agent.prematureSilence(fact, record.timestamp(), hearing));
        return agent.apply(fact, record.timestamp());
    }

    private boolean isAppliedFromAnotherPartition(String eventId, LogRecord record) {
        String place = record.topic() + "-" + record.partition() + "@";
        String from = appliedFrom.get(eventId);
        return from != null && !from.startsWith(place);
    }

    private void note(@Nullable String what) {
        if (what != null) {
            premature.add(what);
        }
    }
}
