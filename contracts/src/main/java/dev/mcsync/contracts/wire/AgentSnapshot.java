package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The whole agent at one version.
 *
 * @param lastSeenAt the newest sign of life of any kind
 * @param deadlineAt when its silence makes it offline; null while it is offline
 * @param meta what it last said of itself in a heartbeat
 * @param boot null when it never named the run of its process
 * @param departure why nobody misses it; null while it is online, and when it just fell silent
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
        @Nullable Departure departure) {

    /** A retired agent is on no list, so that nothing is published of it. */
    public boolean isListed() {
        return departure != Departure.RETIRED;
    }
}
