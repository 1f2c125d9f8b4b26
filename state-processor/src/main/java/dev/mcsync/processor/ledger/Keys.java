package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of facts speaks of: the rows to lock and the events to look up.
 *
 * @param commands the names that new attempts may be given
 * @param taskHistories the tasks whose whole ledger is needed, which is so for a repair
 * @param refusals to be counted; null when the batch can add none
 */
public record Keys(
        Set<TaskId> tasks,
        Set<AgentId> agents,
        Set<EventId> events,
        Set<CommandId> commands,
        Set<TaskId> taskHistories,
        Set<AgentId> agentHistories,
        Refusals.@Nullable Scope refusals) {

    public Keys {
        tasks = Set.copyOf(tasks);
        agents = Set.copyOf(agents);
        events = Set.copyOf(events);
        commands = Set.copyOf(commands);
        taskHistories = Set.copyOf(taskHistories);
        agentHistories = Set.copyOf(agentHistories);
    }

    public static Keys ofTasks(
            Set<TaskId> tasks,
            Set<TaskId> histories,
            Set<EventId> events,
            Set<CommandId> commands,
            Refusals.@Nullable Scope refusals) {
        return new Keys(tasks, Set.of(), events, commands, histories, Set.of(), refusals);
    }

    public static Keys ofAgents(Set<AgentId> agents, Set<AgentId> histories, Set<EventId> events) {
        return new Keys(Set.of(), agents, events, Set.of(), Set.of(), histories, null);
    }
}
