package dev.mcsync.notifier.ledger;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.notifier.message.Notice;
import org.jspecify.annotations.Nullable;

/** One event, and what a channel is to be told of it. */
public record Delivery(
        EventId eventId, @Nullable TaskId taskId, @Nullable AgentId agentId, Notice notice) {}
