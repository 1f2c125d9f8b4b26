package dev.mcsync.infra.proof.chaos.check;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.proof.chaos.evidence.Backlog;
import dev.mcsync.infra.proof.chaos.evidence.BoardWatcher;
import dev.mcsync.infra.proof.chaos.evidence.Database;
import dev.mcsync.infra.proof.chaos.evidence.Evidence;
import dev.mcsync.infra.proof.chaos.evidence.Observer;
import dev.mcsync.infra.proof.chaos.workload.Offered;
import dev.mcsync.infra.proof.reference.LedgerRow;
import dev.mcsync.infra.proof.reference.LogRecord;
import dev.mcsync.infra.proof.reference.ReferenceFold;
import dev.mcsync.infra.proof.reference.ReferenceHearing;
import dev.mcsync.infra.proof.reference.Rules;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Looks at each invariant in turn. */
public final class Checker {

    private final Evidence evidence;
    private final Offered offered;
    private final ReferenceFold reference;

    /**
     * @param partitions of the inputs
     */
    public Checker(Evidence evidence, Offered offered, Rules rules, int partitions) {
        this.evidence = evidence;
        this.offered = offered;
        this.reference =
                new ReferenceFold(
                        new JsonInputs(),
                        rules,
                        partitions,
                        evidence.events().stream().map(Checker::row).toList(),
                        new ReferenceHearing(evidence.records(Topic.LISTENING)));
        reference.fold(evidence.appliedRecords(Topic.TASK_EVENTS));
        reference.fold(evidence.appliedRecords(Topic.AGENT_HEARTBEATS));
        reference.foldAgents();
    }

    private static LedgerRow row(Database.Row row) {
        return new LedgerRow(
                row.text("event_id"),
                "%s-%s@%s"
                        .formatted(
                                row.text("source_topic"),
                                row.text("source_partition"),
                                row.text("source_offset")),
                row.number("applied_us"),
                row.optional("agent_version") == null ? null : row.number("agent_version"));
    }

    /**
     * @param ambiguousFaults how often an answer of Discord was lost, or might have been
     */
    public List<Finding> findings(
            List<BoardWatcher> watchers,
            Observer observer,
            long ambiguousFaults,
            List<LogRecord> compactedTasks,
            List<LogRecord> compactedAgents) {
        ViewChecks views = new ViewChecks(evidence, reference);
        List<Finding> findings =
                new ArrayList<>(new LogChecks(evidence, offered, reference).findings());
        findings.add(views.compacted());
        findings.add(views.compacted(compactedTasks, compactedAgents));
        findings.add(views.boards(watchers));
        findings.add(views.told(ambiguousFaults));
        findings.add(deadlines());
        findings.add(offsets(observer));
        findings.add(views.fenced());
        findings.add(views.incidents());
        findings.add(new DialogueCheck(evidence, reference).finding());
        return findings;
    }

    /** How many events took effect, or were refused for a reason. */
    public long facts() {
        return evidence.events().size();
    }

    private Finding deadlines() {
        Look look =
                new Look(
                        "I11",
                        "no deadline took effect before its time, nor for time in which nobody was heard");
        look.checked(reference.facts().size());
        look.violatedBy(reference.premature());
        look.violatedBy(reference.prematureSilences());
        return look.finding();
    }

    /** By records that change nothing the database may lag behind: it writes nothing for them. */
    private Finding offsets(Observer observer) {
        Look look =
                new Look(
                        "I13", "what Kafka has committed was never ahead of what the database has");
        look.checked(observer.comparisons());
        look.violatedBy(
                observer.aheadOfDatabase().stream()
                        .filter(this::lacksAFact)
                        .map(Observer.Gap::toString)
                        .toList());
        return look.finding();
    }

    private boolean lacksAFact(Observer.Gap gap) {
        return Backlog.inputs().stream()
                .flatMap(topic -> evidence.records(topic).stream())
                .filter(gap::holds)
                .anyMatch(record -> !isTouch(record));
    }

    private static boolean isTouch(LogRecord record) {
        JsonNode fact = record.value() == null ? null : new JsonInputs().read(record);
        return fact != null && fact.path("type").asString("").equals("touched");
    }
}
