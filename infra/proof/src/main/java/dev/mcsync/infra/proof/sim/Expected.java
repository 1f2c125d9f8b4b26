package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.proof.reference.LedgerRow;
import dev.mcsync.infra.proof.reference.LogRecord;
import dev.mcsync.infra.proof.reference.ReferenceAgent;
import dev.mcsync.infra.proof.reference.ReferenceFold;
import dev.mcsync.infra.proof.reference.ReferenceHearing;
import dev.mcsync.infra.proof.reference.ReferenceTask;
import dev.mcsync.infra.proof.reference.Rules;
import dev.mcsync.infra.proof.reference.Verdict;
import dev.mcsync.processor.ledger.LedgerEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a simulated log must have led to, by the reference. The times of clocks are left out, since
 * they depend on when the processor decided; whether a clock runs is not. What is too early is
 * found by {@link SilenceCheck}.
 */
final class Expected {

    private static final Rules RULES =
            new Rules(
                    ProcessorNode.LIMITS.offlineAfter(),
                    ProcessorNode.LIMITS.ackTimeout(),
                    ProcessorNode.LIMITS.runningTimeout(),
                    ProcessorNode.LIMITS.maxResends(),
                    ProcessorNode.LIMITS.answerTimeout());

    /**
     * What one fact should have done.
     *
     * @param version of its subject after it; null when there is none
     */
    record Did(String eventId, String effect, @Nullable Long version) {}

    private final ReferenceFold fold;
    private final Map<String, List<Did>> outcomes = new LinkedHashMap<>();
    private final List<String> rejected = new ArrayList<>();
    private final List<String> misrouted = new ArrayList<>();

    private Expected(int partitions, List<LedgerRow> ledger) {
        this.fold =
                new ReferenceFold(
                        new WireInputs(),
                        RULES,
                        partitions,
                        ledger,
                        new ReferenceHearing(List.of()));
    }

    /**
     * @param ledger in its order
     */
    static Expected of(LogTwin log, List<LedgerEntry> ledger) {
        Expected expected =
                new Expected(
                        log.partitions(Topic.TASK_EVENTS).size(),
                        ledger.stream().map(Expected::row).toList());
        for (Topic topic : List.of(Topic.TASK_EVENTS, Topic.AGENT_HEARTBEATS)) {
            log.visible(
                    topic, (partition, entry) -> expected.take(record(topic, partition, entry)));
        }
        expected.fold.foldAgents();
        return expected;
    }

    Map<String, ReferenceTask> tasks() {
        Map<String, ReferenceTask> created = new TreeMap<>(fold.tasks());
        created.values().removeIf(task -> task.version() == 0);
        return created;
    }

    Map<String, ReferenceAgent> agents() {
        Map<String, ReferenceAgent> known = new TreeMap<>(fold.agents());
        known.values().removeIf(agent -> agent.version() == 0);
        return known;
    }

    /** By task, in the order in which they should stand on the log. */
    Map<String, List<Did>> outcomes() {
        return outcomes;
    }

    /** By agent, in the order in which they should stand on the log. */
    Map<String, List<Did>> presences() {
        Map<String, List<Did>> presences = new LinkedHashMap<>();
        fold.toldOfAgents()
                .forEach((agentId, facts) ->
                        presences.put(
                                agentId,
                                facts.stream()
                                        .map(fact ->
                                                new Did(
                                                        fact.eventId(),
                                                        "agent_" + fact.toStatus(),
                                                        fact.version()))
                                        .toList()));
        return presences;
    }

    /** Where the ledger is not what the logs lead to. */
    List<String> disorder() {
        return fold.disorder();
    }

    /** The events that have an entry in the ledger. */
    Set<String> claimed() {
        return fold.facts().keySet();
    }

    /** Deadlines of tasks that took effect before their time. */
    List<String> premature() {
        return fold.premature();
    }

    /** The same of agents. */
    List<String> prematureSilences() {
        return fold.prematureSilences();
    }

    /** What was said under an event id. */
    JsonNode fact(String eventId) {
        return Objects.requireNonNull(fold.facts().get(eventId));
    }

    /** Positions of what is no good. */
    List<String> rejected() {
        return rejected;
    }

    /** Positions of what had to be put on the log again. */
    List<String> misrouted() {
        return misrouted;
    }

    private void take(LogRecord record) {
        switch (fold.fold(record)) {
            case Verdict.Rejected _ -> rejected.add(record.position());
            case Verdict.Forwarded _ -> misrouted.add(record.position());
            case Verdict.Duplicate _, Verdict.Touch _ -> {}
            case Verdict.Fact fact when fact.told() ->
                    outcomes.computeIfAbsent(
                                    String.valueOf(record.keyText()), _ -> new ArrayList<>())
                            .add(did(record, fact));
            case Verdict.Fact _ -> {}
        }
    }

    private Did did(LogRecord record, Verdict.Fact fact) {
        String key = String.valueOf(record.keyText());
        ReferenceTask task = fold.tasks().get(key);
        return new Did(
                fact.eventId(),
                fact.outcome(),
                task == null || task.version() == 0 ? null : task.version());
    }

    private static LedgerRow row(LedgerEntry entry) {
        return new LedgerRow(
                entry.eventId().value(),
                entry.provenance().source().toString(),
                ChronoUnit.MICROS.between(Instant.EPOCH, entry.provenance().appliedAt()),
                entry.change().agentVersion());
    }

    private static LogRecord record(Topic topic, int partition, LogTwin.Entry entry) {
        return new LogRecord(
                topic.topicName(),
                partition,
                entry.offset(),
                entry.timestampMillis(),
                entry.key(),
                entry.value(),
                Map.of());
    }
}
