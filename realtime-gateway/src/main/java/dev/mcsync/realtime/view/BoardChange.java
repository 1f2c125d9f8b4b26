package dev.mcsync.realtime.view;

import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot;

/** One record of the compacted topics: the whole of an entity, or that it is gone. */
public sealed interface BoardChange {

    Subject subject();

    /** Grows with every change of one subject. */
    long version();

    record TaskChanged(TaskSnapshot task) implements BoardChange {

        @Override
        public Subject subject() {
            return new Subject(Subject.Kind.TASK, task.taskId().value());
        }

        @Override
        public long version() {
            return task.version();
        }
    }

    record AgentChanged(AgentSnapshot agent) implements BoardChange {

        @Override
        public Subject subject() {
            return new Subject(Subject.Kind.AGENT, agent.agentId().value());
        }

        @Override
        public long version() {
            return agent.version();
        }
    }

    /**
     * A tombstone.
     *
     * @param version the last one that was known; 0 when none was
     */
    record Removed(Subject subject, long version) implements BoardChange {}
}
