package dev.mcsync.ingress.readside;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import reactor.core.publisher.Mono;

/**
 * What the read side knows. Every answer may be empty: not known, not known yet, or nobody there;
 * none is ever an error, and none takes longer than half a second.
 */
public interface ReadSide {

    /** Which fact has the id and what it did, also one that was decided long ago. */
    Mono<Known> find(EventId eventId);

    Mono<Inbox> findInbox(AgentId agentId);

    /** Whether there is such an agent. */
    Mono<Boolean> knowsAgent(AgentId agentId);

    Mono<Workload> findWorkload(AgentId agentId);
}
