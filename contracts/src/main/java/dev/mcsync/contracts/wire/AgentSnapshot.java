package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole agent at one version.
 *
 * @param lastSeenAt the newest sign of life of any kind
 * @param deadlineAt when its silence makes it offline; null while it is offline
 * @param meta what it last said of itself in a heartbeat
 * @param boot null when it never named the run of its process
 * @param departure why nobody misses it; null while it is online, and when it just fell silent
 * @param lastEventId of the fact that made it so; null in one from before it was kept
 * @param currentTaskId the task of its newest report that took effect, until that task is over;
 *     null when there is none
 */
public record AgentSnapshot(
        AgentId agentId,
        long version,
        Presence presence,
        Instant lastSeenAt,
        @Nullable Instant lastHeartbeatAt,
        Instant presenceSince,
        @Nullable Instant deadlineAt,
        @Nullable Json meta,
        @Nullable AgentBoot boot,
        @Nullable Departure departure,
        @Nullable EventId lastEventId,
        @Nullable TaskId currentTaskId) {

    /** A retired agent is on no list, so that nothing is published of it. */
    public boolean isListed() {
        return departure != Departure.RETIRED;
    }

    /** The same, as another fact left it. */
    public AgentSnapshot by(@Nullable EventId eventId) {
        return with(version, eventId, currentTaskId);
    }

    public AgentSnapshot at(long otherVersion) {
        return with(otherVersion, lastEventId, currentTaskId);
    }

    public AgentSnapshot workingOn(@Nullable TaskId taskId) {
        return with(version, lastEventId, taskId);
    }

    /** The runs that have said goodbye, the newest first. */
    public List<BootId> ended() {
        return boot == null ? List.of() : boot.ended();
    }

    /** The same, as if others had. */
    public AgentSnapshot withEnded(List<BootId> ended) {
        return boot == null
                ? this
                : with(version, lastEventId, currentTaskId, boot.withEnded(ended));
    }

    private AgentSnapshot with(
            long otherVersion, @Nullable EventId eventId, @Nullable TaskId taskId) {
        return with(otherVersion, eventId, taskId, boot);
    }

    private AgentSnapshot with(
            long otherVersion,
            @Nullable EventId eventId,
            @Nullable TaskId taskId,
            @Nullable AgentBoot otherBoot) {
        return new AgentSnapshot(
                agentId,
                otherVersion,
                presence,
                lastSeenAt,
                lastHeartbeatAt,
                presenceSince,
                deadlineAt,
                meta,
                otherBoot,
                departure,
                eventId,
                taskId);
    }
}
