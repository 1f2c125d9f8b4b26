package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import java.util.Set;

/** What a batch of facts speaks of: the rows to lock and the events to look up. */
public record Keys(Set<TaskId> tasks, Set<AgentId> agents, Set<EventId> events) {

    public Keys {
        tasks = Set.copyOf(tasks);
        agents = Set.copyOf(agents);
        events = Set.copyOf(events);
    }
}
