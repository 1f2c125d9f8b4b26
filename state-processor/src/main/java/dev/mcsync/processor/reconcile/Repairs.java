package dev.mcsync.processor.reconcile;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.AgentRepaired;
import dev.mcsync.contracts.wire.Drift;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.contracts.wire.TaskRepaired;
import dev.mcsync.processor.audit.Discrepancy;
import dev.mcsync.processor.audit.Subject;
import dev.mcsync.processor.ledger.Watch;
import dev.mcsync.processor.publish.Outgoing;
import dev.mcsync.processor.publish.Records;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The facts that mend what was found, at most one for each task or agent: it mends the row and what
 * is published alike. What the ledger cannot mend gets none, and neither does a task whose ledger
 * was tampered with.
 *
 * @param causes of the incident that each fact ends, by its event_id
 */
record Repairs(List<Repair> facts, Map<String, String> causes) {

    record Repair(String eventId, Outgoing fact) {}

    Repairs {
        facts = List.copyOf(facts);
        causes = Map.copyOf(causes);
    }

    static Repairs of(List<Discrepancy> findings, Watch watch) {
        List<Repair> facts = new ArrayList<>();
        Map<String, String> causes = new LinkedHashMap<>();
        Set<Subject> untrusted =
                findings.stream()
                        .filter(finding -> finding.kind() == Discrepancy.Kind.CHAIN_BROKEN)
                        .map(Discrepancy::subject)
                        .collect(Collectors.toSet());
        for (Discrepancy finding : findings) {
            if (untrusted.contains(finding.subject())) {
                continue;
            }
            finding.drift()
                    .ifPresent(drift -> {
                        Repair repair = repair(finding, drift);
                        facts.add(repair);
                        causes.put(repair.eventId(), causeOf(finding));
                    });
        }
        adopt(findings, watch, facts, causes);
        return new Repairs(facts, causes);
    }

    /** One incident is open for each kind of fault of each task or agent. */
    static String causeOf(Discrepancy finding) {
        return "drift:" + finding.kind().wireName() + ":" + finding.subject().id();
    }

    private static Repair repair(Discrepancy finding, Drift drift) {
        long fold = finding.versions().fold() == null ? 0 : finding.versions().fold();
        long above = Math.min(finding.versions().highest(), TaskRepaired.MAX_VERSION);
        return switch (finding.subject().kind()) {
            case TASK -> {
                TaskRepaired fact =
                        TaskRepaired.of(new TaskId(finding.subject().id()), drift, fold, above);
                yield new Repair(fact.eventId().value(), Records.fact(fact));
            }
            case AGENT -> {
                AgentRepaired fact =
                        AgentRepaired.of(new AgentId(finding.subject().id()), drift, fold, above);
                yield new Repair(fact.eventId().value(), Records.fact(fact));
            }
            case EVENT, RECORD ->
                    throw new IllegalArgumentException(
                            "Expected the drift of a task or an agent, found " + finding);
        };
    }

    /** A row without a ledger gets one. */
    private static void adopt(
            List<Discrepancy> findings,
            Watch watch,
            List<Repair> facts,
            Map<String, String> causes) {
        Map<String, String> orphans = new LinkedHashMap<>();
        for (Discrepancy finding : findings) {
            if (finding.kind() == Discrepancy.Kind.ROW_ORPHAN
                    && finding.subject().kind() == Subject.Kind.TASK) {
                orphans.put(finding.subject().id(), causeOf(finding));
            }
        }
        for (TaskAdopted adoption : watch.adoptions(orphans.keySet())) {
            String eventId = adoption.eventId().value();
            facts.add(new Repair(eventId, Records.fact(adoption)));
            String cause = orphans.get(adoption.taskId().value());
            if (cause != null) {
                causes.put(eventId, cause);
            }
        }
    }
}
