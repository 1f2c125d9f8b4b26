package dev.mcsync.processor.core;

import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentRetired;
import dev.mcsync.contracts.wire.AgentRun;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Departure;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.contracts.wire.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides how an agent ends: it says goodbye, or is retired. */
record Departures(Limits limits) {

    /**
     * The run ends, and with the last one the agent signs off. Who is not known, or was retired,
     * has nothing to take leave of; who has left already may have another run that ends.
     */
    AgentDecision left(
            @Nullable AgentSnapshot now,
            Received<? extends AgentFact> received,
            Heartbeat goodbye) {
        if (now == null || (AgentDecider.hadDeparted(now) && !endsAnother(now, goodbye))) {
            return AgentDecision.without(Effect.LATE, Reason.ALREADY_BEYOND);
        }
        Instant at = received.receivedAt();
        List<AgentRun> others = Runs.others(now.boot(), goodbye, at);
        boolean goesOn = now.presence() == Presence.ONLINE && !others.isEmpty();
        return new AgentDecision(
                Effect.APPLIED,
                null,
                new AgentSnapshot(
                        now.agentId(),
                        now.version() + 1,
                        goesOn ? Presence.ONLINE : Presence.OFFLINE,
                        at.isAfter(now.lastSeenAt()) ? at : now.lastSeenAt(),
                        at,
                        goesOn ? now.presenceSince() : at,
                        goesOn ? at.plus(limits.offlineAfter()) : null,
                        goodbye.meta() == null ? now.meta() : goodbye.meta(),
                        Runs.afterGoodbye(now.boot(), goodbye, goesOn ? others : List.of()),
                        goesOn ? null : Departure.GOODBYE,
                        null,
                        now.currentTaskId()),
                null,
                missedNoMore(now, received));
    }

    private static boolean endsAnother(AgentSnapshot now, Heartbeat goodbye) {
        return now.boot() != null && goodbye.bootId() != null && !Runs.isOver(now, goodbye);
    }

    /** What it said of itself is forgotten: should it come back, it does so as a new one. */
    AgentDecision retired(
            @Nullable AgentSnapshot now,
            Received<? extends AgentFact> received,
            AgentRetired retired) {
        if (now == null || !now.isListed()) {
            return AgentDecision.without(Effect.REFUSED, Reason.ALREADY_FINISHED);
        }
        if (retired.seenVersion() != null && retired.seenVersion() != now.version()) {
            return AgentDecision.without(Effect.REFUSED, Reason.STALE_DEADLINE);
        }
        return new AgentDecision(
                Effect.APPLIED,
                null,
                new AgentSnapshot(
                        now.agentId(),
                        now.version() + 1,
                        Presence.OFFLINE,
                        now.lastSeenAt(),
                        now.lastHeartbeatAt(),
                        received.receivedAt(),
                        null,
                        null,
                        null,
                        Departure.RETIRED,
                        null,
                        null),
                null,
                missedNoMore(now, received));
    }

    private static List<IncidentChange> missedNoMore(
            AgentSnapshot before, Received<? extends AgentFact> received) {
        return before.presence() == Presence.OFFLINE && before.departure() == null
                ? List.of(
                        new IncidentChange.Resolved(
                                AgentDecider.offlineCause(before),
                                received.fact().eventId(),
                                received.receivedAt()))
                : List.of();
    }
}
