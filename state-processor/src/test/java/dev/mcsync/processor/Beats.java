package dev.mcsync.processor;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.wire.Heartbeat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Heartbeats as tests send them. */
final class Beats {

    private Beats() {}

    /** Of an agent that says nothing but that it lives. */
    static Heartbeat beat(EventId eventId, AgentId agent) {
        return beat(eventId, agent, null, false, List.of());
    }

    /**
     * Of a run of the agent.
     *
     * @param boot the run's boot_id; null when it does not say
     * @param running what it goes on with
     */
    static Heartbeat beat(
            EventId eventId,
            AgentId agent,
            @Nullable String boot,
            boolean leaving,
            List<CommandId> running) {
        return new Heartbeat(
                eventId,
                agent,
                null,
                null,
                null,
                null,
                boot == null ? null : new BootId(boot),
                running,
                null,
                leaving);
    }
}
