package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.processor.core.TaskFold;
import java.util.List;
import java.util.Map;

/**
 * What the ledger held of the keys when their rows were locked.
 *
 * @param attempts the tasks that have an attempt of that name, now or before
 * @param presences what of the agents' presence is still to be told
 * @param refusals how many it keeps already, for {@link Refusals}
 * @param agentsInAll how many agents it knows, counted where one of the keys is not among them
 */
public record Loaded(
        Map<TaskId, StoredTask> tasks,
        Map<AgentId, StoredAgent> agents,
        Map<EventId, Processed> events,
        Map<CommandId, TaskId> attempts,
        Map<TaskId, List<TaskFold.Step>> taskHistories,
        Map<AgentId, AgentHistory> agentHistories,
        Presences presences,
        Map<String, Long> refusals,
        long agentsInAll) {

    Loaded among(long agents) {
        return new Loaded(
                tasks,
                this.agents,
                events,
                attempts,
                taskHistories,
                agentHistories,
                presences,
                refusals,
                agents);
    }
}
