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
        Agents agents,
        Set<EventId> events,
        Set<CommandId> commands,
        Set<TaskId> taskHistories,
        Refusals.@Nullable Scope refusals) {

    public Keys {
        tasks = Set.copyOf(tasks);
        events = Set.copyOf(events);
        commands = Set.copyOf(commands);
        taskHistories = Set.copyOf(taskHistories);
    }

    /**
     * The agents that a batch speaks of.
     *
     * @param locked those that it may change
     * @param holding tasks whose agents it may change, besides
     * @param read those that it only looks at
     * @param histories whose whole ledger is needed
     * @param appearances changes of presence that may have to be told
     * @param silences agents of which must be known whether one is still to be told
     */
    public record Agents(
            Set<AgentId> locked,
            Set<TaskId> holding,
            Set<AgentId> read,
            Set<AgentId> histories,
            Set<EventId> appearances,
            Set<AgentId> silences) {

        public Agents {
            locked = Set.copyOf(locked);
            holding = Set.copyOf(holding);
            read = Set.copyOf(read);
            histories = Set.copyOf(histories);
            appearances = Set.copyOf(appearances);
            silences = Set.copyOf(silences);
        }

        /**
         * The agents of a batch about tasks.
         *
         * @param reporting those that say something of a task
         */
        public static Agents ofTasks(Set<AgentId> reporting, Set<TaskId> holding) {
            return new Agents(reporting, holding, Set.of(), Set.of(), Set.of(), Set.of());
        }
    }

    /** Of a batch about agents. */
    public static Keys ofAgents(Agents agents, Set<EventId> events) {
        return new Keys(Set.of(), agents, events, Set.of(), Set.of(), null);
    }
}
