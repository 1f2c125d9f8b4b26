package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of whom.
 *
 * @param payload for the agent's program
 * @param instructions for the agent to read, and for people: Markdown, 1 to {@value
 *     #MAX_INSTRUCTIONS_LENGTH} code points
 */
public record Brief(
        TaskId taskId,
        AgentId agentId,
        String title,
        @Nullable Json payload,
        TaskLimits limits,
        @Nullable String instructions) {

    public static final int MAX_INSTRUCTIONS_LENGTH = 16_000;

    /** Without instructions. */
    public Brief(
            TaskId taskId,
            AgentId agentId,
            String title,
            @Nullable Json payload,
            TaskLimits limits) {
        this(taskId, agentId, title, payload, limits, null);
    }

    /** Nothing but a title, within the limits of every task. */
    public Brief(TaskId taskId, AgentId agentId, String title) {
        this(taskId, agentId, title, null, TaskLimits.DEFAULT);
    }

    public Brief with(TaskEdited.Change change) {
        return new Brief(
                taskId,
                change.agentId() == null ? agentId : change.agentId(),
                change.title() == null ? title : change.title(),
                payload,
                limits,
                instructionsAfter(change));
    }

    private @Nullable String instructionsAfter(TaskEdited.Change change) {
        String changed = change.instructions();
        return changed == null ? instructions : changed.isEmpty() ? null : changed;
    }
}
