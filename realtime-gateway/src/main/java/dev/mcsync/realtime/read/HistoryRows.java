package dev.mcsync.realtime.read;

import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.ObjectWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of the history, and how each is told. Rows from before mc-sync may lack anything. */
final class HistoryRows {

    private HistoryRows() {}

    /** What one fact was and did. */
    record Fact(
            @Nullable String eventId,
            @Nullable String taskId,
            @Nullable String agentId,
            @Nullable String type,
            @Nullable String outcome,
            @Nullable String reason,
            @Nullable String fromStatus,
            @Nullable String toStatus,
            @Nullable String fromStage,
            @Nullable String toStage,
            @Nullable Long version,
            List<String> implied,
            @Nullable String message,
            @Nullable Integer progress,
            @Nullable String errorCode,
            @Nullable String commandId,
            @Nullable Integer attempt,
            @Nullable Instant occurredAt,
            @Nullable Instant receivedAt,
            @Nullable Instant appliedAt,
            @Nullable String sourceTopic,
            @Nullable Integer sourcePartition,
            @Nullable Long sourceOffset,
            @Nullable Fate discord) {

        void write(ObjectWriter out) {
            out.text("event_id", eventId)
                    .text("type", type)
                    .text("task_id", taskId)
                    .text("agent_id", agentId)
                    .text("outcome", outcome)
                    .text("reason", reason)
                    .text("from_status", fromStatus)
                    .text("to_status", toStatus)
                    .text("from_stage", fromStage)
                    .text("to_stage", toStage)
                    .number("version", version)
                    .texts("implied", implied)
                    .text("message", message)
                    .number("progress", progress)
                    .text("error_code", errorCode)
                    .text("command_id", commandId)
                    .number("attempt", attempt)
                    .text("occurred_at", occurredAt)
                    .text("received_at", receivedAt)
                    .text("applied_at", appliedAt)
                    .object("source", sourceTopic, this::writeSource)
                    .object("discord", discord, (nested, fate) -> fate.write(nested));
        }

        private void writeSource(ObjectWriter out, String topic) {
            out.text("topic", topic)
                    .number("partition", sourcePartition)
                    .number("offset", sourceOffset);
        }
    }

    /** What became of a fact on Discord. */
    record Fate(
            String state,
            @Nullable String channel,
            @Nullable String messageId,
            @Nullable String reason,
            @Nullable Instant at) {

        void write(ObjectWriter out) {
            out.text("state", state)
                    .text("channel", channel)
                    .text("message_id", messageId)
                    .text("reason", reason)
                    .text("at", at);
        }
    }

    /** Something that went wrong and wants a person's eye. */
    record Incident(
            @Nullable Long incidentId,
            @Nullable String kind,
            @Nullable String subject,
            @Nullable String taskId,
            @Nullable String agentId,
            @Nullable Instant openedAt,
            @Nullable Instant resolvedAt,
            @Nullable String resolvedBy,
            @Nullable Json detail) {

        void write(ObjectWriter out) {
            out.number("incident_id", incidentId)
                    .text("kind", kind)
                    .text("subject", subject)
                    .text("task_id", taskId)
                    .text("agent_id", agentId)
                    .text("opened_at", openedAt)
                    .text("resolved_at", resolvedAt)
                    .text("resolved_by", resolvedBy)
                    .json("detail", detail);
        }
    }
}
