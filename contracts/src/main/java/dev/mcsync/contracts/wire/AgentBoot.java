package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.id.CommandId;
import java.time.Instant;
import java.util.List;

/**
 * The run of its process that an agent is in.
 *
 * @param since when the log took the first heartbeat of this run
 * @param running the attempts that it goes on with, as its first heartbeat said
 * @param prior the runs before it, the newest first; at most {@value #MAX_PRIOR}. A heartbeat of
 *     one of these comes late and tells of no restart
 */
public record AgentBoot(BootId bootId, Instant since, List<CommandId> running, List<BootId> prior) {

    public static final int MAX_PRIOR = 4;

    public AgentBoot {
        running = List.copyOf(running);
        prior = List.copyOf(prior);
    }
}
