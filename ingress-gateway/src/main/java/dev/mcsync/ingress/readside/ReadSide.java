package dev.mcsync.ingress.readside;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * What the read side knows. Every answer may be empty: not known, not known yet, or nobody there;
 * none is ever an error, and none takes longer than half a second.
 */
public interface ReadSide {

    /** Which fact has the id and what it did, also one that was decided long ago. */
    Mono<Known> find(EventId eventId);

    /**
     * @param running attempts that the agent says to be at work on
     */
    Mono<Inbox> findInbox(AgentId agentId, List<CommandId> running);

    /** Whether there is such an agent. */
    Mono<Boolean> knowsAgent(AgentId agentId);

    Mono<Workload> findWorkload(AgentId agentId);

    /** How many unfinished tasks were created by the token. */
    Mono<Long> countOpenTasks(String tokenId);
}
