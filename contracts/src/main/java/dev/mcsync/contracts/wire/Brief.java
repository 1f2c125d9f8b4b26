package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Json;
import org.jspecify.annotations.Nullable;

/** What is asked of whom: what a task begins with and keeps for as long as it lives. */
public record Brief(
        TaskId taskId, AgentId agentId, String title, @Nullable Json payload, TaskLimits limits) {

    /** Nothing but a title, within the limits of every task. */
    public Brief(TaskId taskId, AgentId agentId, String title) {
        this(taskId, agentId, title, null, TaskLimits.DEFAULT);
    }
}
