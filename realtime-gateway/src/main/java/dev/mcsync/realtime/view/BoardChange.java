package dev.mcsync.realtime.view;

import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot;

/** One record of the compacted topics: the whole of an entity, or that it is gone. */
public sealed interface BoardChange {

    BoardKey subject();

    /** Grows with every change of one subject. */
    long version();

    record TaskChanged(TaskSnapshot task) implements BoardChange {

        @Override
        public BoardKey subject() {
            return new BoardKey(BoardKey.Kind.TASK, task.taskId().value());
        }

        @Override
        public long version() {
            return task.version();
        }
    }

    record AgentChanged(AgentSnapshot agent) implements BoardChange {

        @Override
        public BoardKey subject() {
            return new BoardKey(BoardKey.Kind.AGENT, agent.agentId().value());
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
    record Removed(BoardKey subject, long version) implements BoardChange {}
}
