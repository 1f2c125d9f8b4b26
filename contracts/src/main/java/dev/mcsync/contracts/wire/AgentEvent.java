package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;

/** What an agent may send: a report about its attempt, or a sign of life. */
public sealed interface AgentEvent permits AgentReport, Heartbeat {

    EventId eventId();

    AgentId agentId();
}
