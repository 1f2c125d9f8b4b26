package dev.mcsync.processor.core;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.AgentRepaired;
import dev.mcsync.contracts.wire.AgentRetired;
import dev.mcsync.contracts.wire.AgentSeen;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.AgentTouched;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.SilencePassed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a fact does to an agent's presence. Only the times of the log count: an agent's own
 * clock could keep it online for ever.
 */
public final class AgentDecider {

    private final Limits limits;
    private final Departures departures;
    private final HolderRule holderRule;

    public AgentDecider(Limits limits) {
        this.limits = limits;
        this.departures = new Departures(limits);
        this.holderRule = new HolderRule(limits);
    }

    public Limits limits() {
        return limits;
    }

    /**
     * @param now the agent as all earlier facts left it; null when it was never heard of
     * @param decidedAt the processor's clock
     */
    public AgentDecision decide(
            @Nullable AgentSnapshot now,
            Received<? extends AgentFact> received,
            Instant decidedAt) {
        Instant decided = decidedAt.truncatedTo(ChronoUnit.MICROS);
        AgentDecision decision =
                switch (received.fact()) {
                    case Heartbeat heartbeat when heartbeat.leaving() ->
                            departures.left(now, received, heartbeat);
                    case Heartbeat heartbeat when Runs.isOver(now, heartbeat) ->
                            AgentDecision.without(Effect.LATE, Reason.ALREADY_BEYOND);
                    case Heartbeat heartbeat ->
                            alive(now, received, received.receivedAt(), heartbeat, decided);
                    case AgentSeen seen -> alive(now, received, seen.seenAt(), null, decided);
                    case SilencePassed passed -> silent(now, received, passed, decided);
                    case AgentRetired retired -> departures.retired(now, received, retired);
                    case AgentRepaired _ ->
                            AgentDecision.without(Effect.REFUSED, Reason.NOTHING_TO_REPAIR);
                    case AgentTouched _ ->
                            AgentDecision.without(Effect.LATE, Reason.ALREADY_BEYOND);
                };
        return decision.by(received.fact().eventId());
    }

    /**
     * What a fact about a task does to the agent that holds it.
     *
     * @param now the agent as all earlier facts left it; null when it was never heard of
     * @param decidedAt the processor's clock
     */
    public AgentDecision decide(@Nullable AgentSnapshot now, TaskSign sign, Instant decidedAt) {
        return holderRule.decide(now, sign, decidedAt.truncatedTo(ChronoUnit.MICROS));
    }

    private AgentDecision alive(
            @Nullable AgentSnapshot now,
            Received<? extends AgentFact> received,
            Instant seenAt,
            @Nullable Heartbeat heartbeat,
            Instant decidedAt) {
        if (now != null && heartbeat == null && !seenAt.isAfter(now.lastSeenAt())) {
            return AgentDecision.without(Effect.LATE, Reason.ALREADY_BEYOND);
        }
        boolean isOldNews = seenAt.plus(limits.offlineAfter()).isBefore(received.receivedAt());
        boolean staysOffline = now != null && now.presence() == Presence.OFFLINE && isOldNews;
        if (staysOffline && hadDeparted(now)) {
            return AgentDecision.without(Effect.LATE, Reason.ALREADY_BEYOND);
        }
        AgentSnapshot next = next(now, received, seenAt, heartbeat, staysOffline);
        boolean cameOnline =
                next.presence() == Presence.ONLINE
                        && (now == null || now.presence() == Presence.OFFLINE);
        return cameOnline && !hadDeparted(now)
                ? cameOnline(now, next, received, decidedAt)
                : AgentDecision.applied(next);
    }

    /** Nobody missed it, so nobody is told that it is back. */
    static boolean hadDeparted(@Nullable AgentSnapshot now) {
        return now != null && now.departure() != null;
    }

    private AgentSnapshot next(
            @Nullable AgentSnapshot now,
            Received<? extends AgentFact> received,
            Instant seenAt,
            @Nullable Heartbeat heartbeat,
            boolean staysOffline) {
        Instant lastSeenAt =
                now != null && now.lastSeenAt().isAfter(seenAt) ? now.lastSeenAt() : seenAt;
        Presence presence = staysOffline ? Presence.OFFLINE : Presence.ONLINE;
        return new AgentSnapshot(
                received.fact().agentId(),
                now == null ? 1 : now.version() + 1,
                presence,
                lastSeenAt,
                heartbeat == null ? lastHeartbeatAt(now) : received.receivedAt(),
                presenceSince(now, presence, received.receivedAt()),
                presence == Presence.ONLINE ? lastSeenAt.plus(limits.offlineAfter()) : null,
                meta(now, heartbeat),
                heartbeat == null
                        ? now == null ? null : now.boot()
                        : Runs.after(now, heartbeat, received.receivedAt(), limits.offlineAfter()),
                null,
                null,
                now == null ? null : now.currentTaskId());
    }

    private AgentDecision cameOnline(
            @Nullable AgentSnapshot before,
            AgentSnapshot next,
            Received<? extends AgentFact> received,
            Instant decidedAt) {
        return new AgentDecision(
                Effect.APPLIED,
                null,
                next,
                outcome(next, null, received, decidedAt),
                backAgain(before, received.fact().eventId(), received.receivedAt()));
    }

    static List<IncidentChange> backAgain(@Nullable AgentSnapshot before, EventId by, Instant at) {
        return before == null
                ? List.of()
                : List.of(new IncidentChange.Resolved(offlineCause(before), by, at));
    }

    private AgentDecision silent(
            @Nullable AgentSnapshot now,
            Received<? extends AgentFact> received,
            SilencePassed passed,
            Instant decidedAt) {
        if (now == null
                || now.version() != passed.seenVersion()
                || now.presence() == Presence.OFFLINE) {
            return AgentDecision.without(Effect.REFUSED, Reason.STALE_DEADLINE);
        }
        AgentSnapshot next =
                new AgentSnapshot(
                        now.agentId(),
                        now.version() + 1,
                        Presence.OFFLINE,
                        now.lastSeenAt(),
                        now.lastHeartbeatAt(),
                        received.receivedAt(),
                        null,
                        now.meta(),
                        now.boot() == null ? null : now.boot().withRuns(List.of()),
                        null,
                        null,
                        now.currentTaskId());
        long silentForSeconds =
                Math.max(0, Duration.between(now.lastSeenAt(), received.receivedAt()).toSeconds());
        return new AgentDecision(
                Effect.APPLIED,
                null,
                next,
                outcome(next, silentForSeconds, received, decidedAt),
                List.of(
                        new IncidentChange.Opened(
                                offlineCause(next),
                                IncidentChange.Kind.AGENT_OFFLINE,
                                null,
                                next.agentId(),
                                passed.eventId(),
                                received.receivedAt())));
    }

    /**
     * What the ledger says takes the place of what the row and the published snapshot say, under a
     * version above all that anybody may have seen.
     *
     * @param found the row as it stood; null when there was none that can be read
     * @param folded the agent as its ledger says
     */
    public AgentDecision repair(
            @Nullable AgentSnapshot found, AgentSnapshot folded, AgentRepaired fact) {
        if (fact.found().isOfRow() && folded.equals(found)) {
            return AgentDecision.without(Effect.REFUSED, Reason.NOTHING_TO_REPAIR);
        }
        long seen = Math.max(folded.version(), fact.aboveVersion());
        long version = 1 + (found == null ? seen : Math.max(seen, found.version()));
        return AgentDecision.applied(folded.at(version)).by(fact.eventId());
    }

    private static AgentOutcome outcome(
            AgentSnapshot next,
            @Nullable Long silentForSeconds,
            Received<? extends AgentFact> received,
            Instant decidedAt) {
        return new AgentOutcome(
                received.fact().eventId(),
                next.agentId(),
                next.presence(),
                next.version(),
                next.lastSeenAt(),
                silentForSeconds,
                received.receivedAt(),
                decidedAt,
                received.source());
    }

    static String offlineCause(AgentSnapshot agent) {
        return "agent_offline:" + agent.agentId();
    }

    private static Instant presenceSince(
            @Nullable AgentSnapshot now, Presence presence, Instant at) {
        return now != null && now.presence() == presence ? now.presenceSince() : at;
    }

    private static @Nullable Instant lastHeartbeatAt(@Nullable AgentSnapshot now) {
        return now == null ? null : now.lastHeartbeatAt();
    }

    /** The newest that is no longer than is kept; everybody who looks at the board is sent it. */
    private static @Nullable Json meta(@Nullable AgentSnapshot now, @Nullable Heartbeat heartbeat) {
        Json told = heartbeat == null ? null : kept(heartbeat.meta());
        return told == null && now != null ? kept(now.meta()) : told;
    }

    private static @Nullable Json kept(@Nullable Json meta) {
        return meta != null && meta.text().length() <= Heartbeat.MAX_META_LENGTH ? meta : null;
    }
}
