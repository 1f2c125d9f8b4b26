package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.EventId;

/** What a fact did, as it stands on {@code mc.task-outcomes}. */
public sealed interface Outcome permits TaskOutcome, AgentOutcome {

    EventId eventId();

    /** The key of its record: the task's id, or the agent's where the fact was about an agent. */
    String key();
}
