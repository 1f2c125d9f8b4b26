package dev.mcsync.infra.proof.bench.plain;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** What an agent says of a task, as in the body of {@code POST /api/agents/events}. */
record PlainReport(
        @JsonProperty("event_id") String eventId,
        @JsonProperty("agent_id") String agentId,
        @JsonProperty("task_id") String taskId,
        @JsonProperty("command_id") @Nullable String commandId,
        @JsonProperty("type") String type,
        @JsonProperty("progress") @Nullable Integer progress,
        @JsonProperty("message") @Nullable String message) {

    /** What it makes of the task. */
    String status() {
        return type.equals("progress") ? "running" : type;
    }
}
