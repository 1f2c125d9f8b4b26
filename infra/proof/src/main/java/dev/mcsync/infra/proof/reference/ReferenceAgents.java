package dev.mcsync.infra.proof.reference;

import dev.mcsync.contracts.id.EventId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All agents, by facts about them and about the tasks that they hold. These stand on two logs,
 * which tell no order between them, so each agent follows the order of the ledger.
 */
final class ReferenceAgents {

    private static final Set<String> REPORTS =
            Set.of("ack", "running", "progress", "done", "failed");
    private static final Set<String> ENDED = Set.of("done", "failed", "timeout");
    private static final Set<String> NOT_OF_THE_HOLDER = Set.of("unknown_task", "wrong_agent");

    private final Rules rules;
    private final Map<String, ReferenceAgent> agents = new LinkedHashMap<>();
    private final Map<String, List<Verdict.Fact>> told = new LinkedHashMap<>();
    private final List<String> otherVersions = new ArrayList<>();
    private final List<String> prematureSilences = new ArrayList<>();

    ReferenceAgents(Rules rules) {
        this.rules = rules;
    }

    Map<String, ReferenceAgent> byId() {
        return agents;
    }

    /** What is told of each agent, in the order of its versions. */
    Map<String, List<Verdict.Fact>> told() {
        return told;
    }

    /**
     * Rows of the ledger with another version of their agent, or with none, or with one too many.
     */
    List<String> otherVersions() {
        return otherVersions;
    }

    List<String> prematureSilences() {
        return prematureSilences;
    }

    ReferenceAgent of(String agentId) {
        return agents.computeIfAbsent(agentId, id -> new ReferenceAgent(id, rules));
    }

    /** A fact about the agent itself. */
    Verdict.Fact decide(
            String agentId,
            JsonNode fact,
            LogRecord record,
            LedgerRow row,
            ReferenceHearing hearing) {
        String early = of(agentId).prematureSilence(fact, record.timestamp(), hearing);
        if (early != null) {
            prematureSilences.add(early);
        }
        Verdict.Fact verdict =
                of(agentId).apply(fact, record.timestamp(), row.agentVersion() == null);
        compare(row, verdict.version());
        if (verdict.told()) {
            tell(agentId, verdict);
        }
        return verdict;
    }

    /**
     * A fact about a task, and what that did to the task's agent.
     *
     * @param agentId that had the task until then; null when there was no such task
     */
    void follow(
            @Nullable String agentId,
            JsonNode fact,
            Verdict.Fact did,
            LogRecord record,
            LedgerRow row) {
        boolean isReport = REPORTS.contains(fact.path("type").asString());
        boolean isApplied = did.outcome().equals("applied");
        boolean isEnded = isEndedForTheHolder(fact, did);
        boolean isOfTheHolder = did.reason() == null || !NOT_OF_THE_HOLDER.contains(did.reason());
        if (agentId == null || !isOfTheHolder || !(isReport || (isApplied && isEnded))) {
            compare(row, null);
            return;
        }
        String taskId = fact.path("task_id").asString();
        ReferenceAgent agent =
                isReport
                        ? of(agentId)
                        : agents.getOrDefault(agentId, new ReferenceAgent(agentId, rules));
        long before = agent.version();
        if (isReport) {
            boolean appeared = agent.report(row.eventId(), record.timestamp(), row.decidedMicros());
            agent.work(taskId, isApplied, isEnded);
            if (appeared) {
                tell(agentId, appearance(agentId, agent, record));
            }
        } else {
            agent.lose(taskId, row.eventId());
        }
        compare(row, agent.version() == before ? null : agent.version());
    }

    /** An edit that leaves a task waiting has taken it away from whoever was at it. */
    private static boolean isEndedForTheHolder(JsonNode fact, Verdict.Fact did) {
        boolean isTakenAway =
                "edited".equals(fact.path("type").asString()) && "queued".equals(did.toStatus());
        return isTakenAway || (did.toStatus() != null && ENDED.contains(did.toStatus()));
    }

    private void tell(String agentId, Verdict.Fact outcome) {
        told.computeIfAbsent(agentId, _ -> new ArrayList<>()).add(outcome);
    }

    private static Verdict.Fact appearance(String agentId, ReferenceAgent agent, LogRecord record) {
        return new Verdict.Fact(
                EventId.derived("appeared", agentId, record.position()).value(),
                "applied",
                null,
                agent.version(),
                agent.presence(),
                null,
                List.of(),
                true,
                false);
    }

    private void compare(LedgerRow row, @Nullable Long version) {
        if (!Objects.equals(version, row.agentVersion())) {
            otherVersions.add(
                    "%s at %s made its agent's version %s, expected %s"
                            .formatted(row.eventId(), row.source(), row.agentVersion(), version));
        }
    }
}
