package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.id.CommandId;
import java.time.Instant;
import java.util.List;

/**
 * One run of an agent's process among those that may be alive at once, as during a rollout.
 *
 * @param aliveUntil when its silence, since the last heartbeat in its own name, makes it a former
 *     one
 * @param running the attempts that it goes on with, as its newest heartbeat said
 */
public record AgentRun(BootId bootId, Instant aliveUntil, List<CommandId> running) {

    public AgentRun {
        running = List.copyOf(running);
    }
}
