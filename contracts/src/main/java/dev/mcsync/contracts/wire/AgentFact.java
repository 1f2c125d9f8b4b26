package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that shows an agent alive or silent, as it stands on {@code mc.agent-heartbeats}. */
public sealed interface AgentFact
        permits Heartbeat, AgentSeen, AgentTouched, SilencePassed, AgentRepaired, AgentRetired {

    EventId eventId();

    AgentId agentId();

    /** The spelling of {@code type} on the wire. */
    String type();

    /** When it happened by the sender's clock; told to people, never trusted. */
    @Nullable Instant occurredAt();
}
