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
 * @param runs those that may be alive, this one and earlier ones; at most {@value #MAX_RUNS}. Empty
 *     once the agent is offline, and in records from before they were kept
 * @param ended those that have said goodbye, the newest first; at most {@value #MAX_ENDED}. A
 *     heartbeat of one of these has been overtaken by its goodbye. Empty in records from before
 *     they were kept
 */
public record AgentBoot(
        BootId bootId,
        Instant since,
        List<CommandId> running,
        List<BootId> prior,
        List<AgentRun> runs,
        List<BootId> ended) {

    public static final int MAX_PRIOR = 4;
    public static final int MAX_RUNS = 1 + MAX_PRIOR;
    public static final int MAX_ENDED = MAX_PRIOR;

    public AgentBoot {
        running = List.copyOf(running);
        prior = List.copyOf(prior);
        runs = List.copyOf(runs);
        ended = List.copyOf(ended);
    }

    public AgentBoot withRuns(List<AgentRun> alive) {
        return new AgentBoot(bootId, since, running, prior, alive, ended);
    }

    public AgentBoot withEnded(List<BootId> over) {
        return new AgentBoot(bootId, since, running, prior, runs, over);
    }
}
