package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.processor.core.Limits;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code agent_events}: a fact, and beside it what it did.
 *
 * @param fromStatus the task's status or the agent's presence before it; likewise {@code toStatus}
 * @param version the subject's version after it; null when it changed nothing
 * @param body the whole fact as it was received, as JSON
 * @param limits under which it was decided
 */
public record LedgerEntry(
        EventId eventId,
        @Nullable TaskId taskId,
        @Nullable AgentId agentId,
        @Nullable CommandId commandId,
        @Nullable Integer attempt,
        String type,
        @Nullable String message,
        @Nullable Json meta,
        @Nullable Integer progress,
        @Nullable String errorCode,
        @Nullable Instant occurredAt,
        Instant receivedAt,
        Instant appliedAt,
        Effect effect,
        @Nullable Reason reason,
        @Nullable String fromStatus,
        @Nullable String toStatus,
        @Nullable String fromStage,
        @Nullable String toStage,
        @Nullable Long version,
        List<TaskStatus> implied,
        String body,
        Limits limits,
        SourcePosition source) {}
