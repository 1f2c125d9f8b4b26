package dev.mcsync.infra.proof.sim;

import static dev.mcsync.infra.proof.sim.Invariants.equal;
import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Presence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must hold of agents, whose story is told by two logs. */
record AgentInvariants(DatabaseTwin database, Expected expected, boolean wasRestored) {

    void equalTheFold() {
        equal(
                "I3 agents",
                expected.agents().keySet(),
                Invariants.namesOf(database.agents().keySet(), AgentId::value));
        expected.agents()
                .forEach((id, agent) -> {
                    boolean isOnline = agent.presence().equals("online");
                    AgentSnapshot found = requireNonNull(database.agents().get(new AgentId(id)));
                    equal("I3 version of " + id, agent.version(), found.version());
                    equal("I3 presence of " + id, isOnline, found.presence() == Presence.ONLINE);
                    equal("I3 listing of " + id, !agent.isRetired(), found.isListed());
                    equal(
                            "I3 last seen of " + id,
                            agent.lastSeenMicros() / 1_000,
                            found.lastSeenAt().toEpochMilli());
                    equal(
                            "I3 since of " + id,
                            agent.presenceSince(),
                            found.presenceSince().toEpochMilli());
                    equal(
                            "I3 current task of " + id,
                            agent.currentTaskId(),
                            text(found.currentTaskId()));
                    equal("I3 last event of " + id, agent.lastEventId(), text(found.lastEventId()));
                    equal(
                            "I17 incident of " + id,
                            !isOnline && !agent.hasDeparted(),
                            database.openIncidents().contains("agent_offline:" + id));
                });
    }

    /**
     * How two logs interleave is lost with the transactions that a restored database lacks, and an
     * agent's story may go another way then: what was told of the first stays told.
     */
    void presencesAreTold(
            String agentId, List<Expected.Did> wanted, @Nullable List<Expected.Did> found) {
        if (!wasRestored) {
            equal("I6 presence of " + agentId, wanted, found);
        } else if (found == null || !Invariants.isWithin(ids(wanted), ids(found))) {
            throw new Invariants.Violated(
                    "I6 presence of %s: expected %s in this order, found %s"
                            .formatted(agentId, wanted, found));
        }
    }

    private static List<String> ids(List<Expected.Did> outcomes) {
        return outcomes.stream().map(Expected.Did::eventId).toList();
    }

    private static @Nullable String text(@Nullable Object id) {
        return id == null ? null : id.toString();
    }
}
