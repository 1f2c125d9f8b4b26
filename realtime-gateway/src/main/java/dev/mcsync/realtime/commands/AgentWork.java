package dev.mcsync.realtime.commands;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.AgentRun;
import dev.mcsync.contracts.wire.AgentSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says to be at work on.
 *
 * @param running in any of its living runs
 * @param completeSince until when every living run has said what it works on: an attempt that ended
 *     before, and is not among the running, was stopped. Null when no run is known to live
 */
record AgentWork(Set<CommandId> running, @Nullable Instant completeSince) {

    static final AgentWork UNKNOWN = new AgentWork(Set.of(), null);

    AgentWork {
        running = Set.copyOf(running);
    }

    static AgentWork of(AgentSnapshot agent, Instant now) {
        if (agent.boot() == null || agent.deadlineAt() == null) {
            return UNKNOWN;
        }
        // A run lives as long after its heartbeat as its agent does after a sign of life.
        Duration patience = Duration.between(agent.lastSeenAt(), agent.deadlineAt());
        List<AgentRun> alive =
                agent.boot().runs().stream().filter(run -> run.aliveUntil().isAfter(now)).toList();
        Set<CommandId> running = new HashSet<>();
        alive.forEach(run -> running.addAll(run.running()));
        return new AgentWork(
                running,
                alive.stream()
                        .map(run -> run.aliveUntil().minus(patience))
                        .min(Instant::compareTo)
                        .orElse(null));
    }

    AgentWork with(Collection<CommandId> named) {
        Set<CommandId> all = new HashSet<>(running);
        all.addAll(named);
        return new AgentWork(all, completeSince);
    }

    boolean isOver(AgentCommand stop) {
        return completeSince != null
                && stop.issuedAt().isBefore(completeSince)
                && !running.contains(stop.commandId());
    }
}
