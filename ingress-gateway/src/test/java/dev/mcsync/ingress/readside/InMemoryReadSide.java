package dev.mcsync.ingress.readside;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** The read side as two maps. */
public final class InMemoryReadSide implements ReadSide {

    private final Map<EventId, Known> events = new ConcurrentHashMap<>();
    private final Map<AgentId, Inbox> inboxes = new ConcurrentHashMap<>();
    private final Map<AgentId, Workload> workloads = new ConcurrentHashMap<>();
    private final Set<CommandId> replaced = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> openTasks = new ConcurrentHashMap<>();
    private volatile boolean silent;

    @Override
    public Mono<Known> find(EventId eventId) {
        return silent
                ? Mono.never()
                : Mono.fromSupplier(() -> events.get(eventId)).flatMap(Mono::justOrEmpty);
    }

    @Override
    public Mono<Inbox> findInbox(AgentId agentId, List<CommandId> running) {
        return silent
                ? Mono.never()
                : Mono.fromSupplier(() -> inboxes.get(agentId))
                        .flatMap(Mono::justOrEmpty)
                        .map(inbox -> with(inbox, running));
    }

    @Override
    public Mono<Boolean> knowsAgent(AgentId agentId) {
        return silent ? Mono.never() : Mono.fromSupplier(() -> inboxes.containsKey(agentId));
    }

    @Override
    public Mono<Workload> findWorkload(AgentId agentId) {
        return silent
                ? Mono.never()
                : Mono.fromSupplier(() -> workloads.get(agentId)).flatMap(Mono::justOrEmpty);
    }

    @Override
    public Mono<Long> countOpenTasks(String tokenId) {
        return silent ? Mono.never() : Mono.justOrEmpty(openTasks.get(tokenId));
    }

    public void knowOpenTasks(String tokenId, long count) {
        openTasks.put(tokenId, count);
    }

    private Inbox with(Inbox inbox, List<CommandId> running) {
        return new Inbox(
                inbox.commandsWaiting(),
                Stream.concat(
                                inbox.cancelled().stream(),
                                running.stream().filter(replaced::contains))
                        .distinct()
                        .toList(),
                inbox.messages());
    }

    /** An attempt that is told as cancelled to whoever says to be at work on it. */
    public void knowReplaced(CommandId commandId) {
        replaced.add(commandId);
    }

    public void know(AgentId agentId, Workload workload) {
        workloads.put(agentId, workload);
    }

    public void know(Decision decision) {
        know(decision.eventId(), new Known(null, decision));
    }

    public void know(EventId eventId, Known known) {
        events.put(eventId, known);
    }

    public void know(AgentId agentId, Inbox inbox) {
        inboxes.put(agentId, inbox);
    }

    /** From now on it takes every question and answers none. */
    public void fallSilent() {
        silent = true;
    }

    public void reset() {
        events.clear();
        inboxes.clear();
        workloads.clear();
        replaced.clear();
        silent = false;
    }
}
