package dev.mcsync.ingress.readside;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** The read side as two maps. */
public final class InMemoryReadSide implements ReadSide {

    private final Map<EventId, Decision> decisions = new ConcurrentHashMap<>();
    private final Map<AgentId, Inbox> inboxes = new ConcurrentHashMap<>();
    private final Map<AgentId, Workload> workloads = new ConcurrentHashMap<>();
    private volatile boolean silent;

    @Override
    public Mono<Decision> findDecision(EventId eventId) {
        return silent
                ? Mono.never()
                : Mono.fromSupplier(() -> decisions.get(eventId)).flatMap(Mono::justOrEmpty);
    }

    @Override
    public Mono<Inbox> findInbox(AgentId agentId) {
        return silent
                ? Mono.never()
                : Mono.fromSupplier(() -> inboxes.get(agentId)).flatMap(Mono::justOrEmpty);
    }

    @Override
    public Mono<Workload> findWorkload(AgentId agentId) {
        return silent
                ? Mono.never()
                : Mono.fromSupplier(() -> workloads.get(agentId)).flatMap(Mono::justOrEmpty);
    }

    public void know(AgentId agentId, Workload workload) {
        workloads.put(agentId, workload);
    }

    public void know(Decision decision) {
        decisions.put(decision.eventId(), decision);
    }

    public void know(AgentId agentId, Inbox inbox) {
        inboxes.put(agentId, inbox);
    }

    /** From now on it takes every question and answers none. */
    public void fallSilent() {
        silent = true;
    }

    public void reset() {
        decisions.clear();
        inboxes.clear();
        workloads.clear();
        silent = false;
    }
}
