package dev.mcsync.contracts.codec;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.wire.AgentRestarted;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.Drift;
import dev.mcsync.contracts.wire.TaskArchived;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskRepaired;
import java.time.Instant;

/** Reads the facts of tasks that the product itself says, of clocks and of what it found. */
final class OwnTaskFactCodec {

    private OwnTaskFactCodec() {}

    static Decoded<TaskFact> readDeadlinePassed(ObjectReader in) {
        EventId eventId = in.id("event_id", EventId::new);
        TaskId taskId = in.id("task_id", TaskId::new);
        CommandId commandId = in.id("command_id", CommandId::new);
        Long seenVersion = in.integer("seen_version", 1, Long.MAX_VALUE);
        boolean agentReturned = in.flag("agent_returned");
        Instant occurredAt = in.optionalTimestamp("occurred_at");
        return in.finish(() ->
                new DeadlinePassed(
                        requireNonNull(eventId),
                        requireNonNull(taskId),
                        requireNonNull(commandId),
                        requireNonNull(seenVersion),
                        agentReturned,
                        occurredAt));
    }

    static Decoded<TaskFact> readRestarted(ObjectReader in) {
        EventId eventId = in.id("event_id", EventId::new);
        TaskId taskId = in.id("task_id", TaskId::new);
        CommandId commandId = in.id("command_id", CommandId::new);
        AgentId agentId = in.id("agent_id", AgentId::new);
        BootId bootId = in.id("boot_id", BootId::new);
        Instant restartedAt = in.timestamp("restarted_at");
        return in.finish(() ->
                new AgentRestarted(
                        requireNonNull(eventId),
                        requireNonNull(taskId),
                        requireNonNull(commandId),
                        requireNonNull(agentId),
                        requireNonNull(bootId),
                        requireNonNull(restartedAt)));
    }

    static Decoded<TaskFact> readRepaired(ObjectReader in) {
        EventId eventId = in.id("event_id", EventId::new);
        TaskId taskId = in.id("task_id", TaskId::new);
        Drift found = in.choice("found", Drift.class);
        Long aboveVersion = in.integer("above_version", 0, TaskRepaired.MAX_VERSION);
        return in.finish(() ->
                new TaskRepaired(
                        requireNonNull(eventId),
                        requireNonNull(taskId),
                        requireNonNull(found),
                        requireNonNull(aboveVersion)));
    }

    static Decoded<TaskFact> readArchived(ObjectReader in) {
        EventId eventId = in.id("event_id", EventId::new);
        TaskId taskId = in.id("task_id", TaskId::new);
        Long seenVersion = in.integer("seen_version", 1, Long.MAX_VALUE);
        Instant occurredAt = in.optionalTimestamp("occurred_at");
        return in.finish(() ->
                new TaskArchived(
                        requireNonNull(eventId),
                        requireNonNull(taskId),
                        requireNonNull(seenVersion),
                        occurredAt));
    }
}
