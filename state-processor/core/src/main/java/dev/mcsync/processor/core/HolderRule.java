package dev.mcsync.processor.core;

import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.contracts.wire.Reason;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What facts about tasks do to the agents that hold them. The log of tasks may be read long after
 * an agent fell silent: what was said too long ago brings nobody back.
 */
final class HolderRule {

    private final Limits limits;

    HolderRule(Limits limits) {
        this.limits = limits;
    }

    /**
     * @param decidedAt in whole microseconds
     */
    AgentDecision decide(@Nullable AgentSnapshot now, TaskSign sign, Instant decidedAt) {
        TaskId task = sign.taskAfter(now == null ? null : now.currentTaskId());
        if (sign.isReport()) {
            return alive(now, sign, decidedAt).workingOn(task).by(sign.eventId());
        }
        return now == null || Objects.equals(task, now.currentTaskId())
                ? AgentDecision.without(Effect.LATE, Reason.ALREADY_BEYOND)
                : AgentDecision.applied(now.at(now.version() + 1))
                        .workingOn(task)
                        .by(sign.eventId());
    }

    private AgentDecision alive(@Nullable AgentSnapshot now, TaskSign sign, Instant decidedAt) {
        Instant at = sign.receivedAt();
        if (now != null && now.presence() == Presence.OFFLINE && isOldNews(now, at, decidedAt)) {
            return AgentDecision.applied(
                    with(now, Presence.OFFLINE, later(at, now.lastSeenAt()), now.presenceSince()));
        }
        if (now == null) {
            AgentSnapshot first =
                    new AgentSnapshot(
                            sign.agentId(),
                            1,
                            Presence.ONLINE,
                            at,
                            null,
                            at,
                            at.plus(limits.offlineAfter()),
                            null,
                            null,
                            null,
                            null,
                            null);
            return appeared(null, first, sign, decidedAt);
        }
        boolean wasOnline = now.presence() == Presence.ONLINE;
        AgentSnapshot next =
                with(
                        now,
                        Presence.ONLINE,
                        later(at, now.lastSeenAt()),
                        wasOnline ? now.presenceSince() : later(at, now.presenceSince()));
        return wasOnline || AgentDecider.hadDeparted(now)
                ? AgentDecision.applied(next)
                : appeared(now, next, sign, decidedAt);
    }

    private boolean isOldNews(AgentSnapshot now, Instant seenAt, Instant decidedAt) {
        return seenAt.plus(limits.offlineAfter()).isBefore(later(now.presenceSince(), decidedAt));
    }

    private AgentSnapshot with(
            AgentSnapshot now, Presence presence, Instant lastSeenAt, Instant presenceSince) {
        boolean isOnline = presence == Presence.ONLINE;
        return new AgentSnapshot(
                now.agentId(),
                now.version() + 1,
                presence,
                lastSeenAt,
                now.lastHeartbeatAt(),
                presenceSince,
                isOnline ? lastSeenAt.plus(limits.offlineAfter()) : null,
                now.meta(),
                now.boot(),
                isOnline ? null : now.departure(),
                now.lastEventId(),
                now.currentTaskId());
    }

    private static AgentDecision appeared(
            @Nullable AgentSnapshot before, AgentSnapshot next, TaskSign sign, Instant decidedAt) {
        return new AgentDecision(
                Effect.APPLIED,
                null,
                next,
                new AgentOutcome(
                        sign.appearance(),
                        next.agentId(),
                        Presence.ONLINE,
                        next.version(),
                        next.lastSeenAt(),
                        null,
                        sign.receivedAt(),
                        decidedAt,
                        sign.source()),
                AgentDecider.backAgain(before, sign.eventId(), sign.receivedAt()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
