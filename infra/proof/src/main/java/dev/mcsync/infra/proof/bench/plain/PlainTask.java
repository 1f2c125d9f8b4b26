package dev.mcsync.infra.proof.bench.plain;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A card of the board, as the sockets are told. */
record PlainTask(
        @JsonProperty("task_id") String taskId,
        @JsonProperty("version") long version,
        @JsonProperty("title") String title,
        @JsonProperty("agent_id") String agentId,
        @JsonProperty("status") String status,
        @JsonProperty("progress") @Nullable Integer progress,
        @JsonProperty("message") @Nullable String message,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("updated_at") Instant updatedAt,
        @JsonProperty("last_event_id") String lastEventId) {

    /** A frame of the WebSocket. */
    record Frame(@JsonProperty("op") String op, @JsonProperty("task") PlainTask task) {

        static Frame of(PlainTask task) {
            return new Frame("task", task);
        }
    }
}
