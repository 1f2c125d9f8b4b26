package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.processor.core.IncidentChange;
import dev.mcsync.processor.ledger.Advance;
import dev.mcsync.processor.ledger.Changes;
import dev.mcsync.processor.ledger.LedgerEntry;
import dev.mcsync.processor.ledger.LedgerPlace;
import dev.mcsync.processor.ledger.PresenceChange;
import dev.mcsync.processor.ledger.Processed;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The database server: rows as they are committed, locks of rows and of unique keys that are not
 * committed yet, and the time-outs that end the transaction of a frozen process.
 */
final class DatabaseTwin {

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(10);

    private final World world;
    private final Set<Planted> planted;
    private final Map<TaskId, TaskSnapshot> tasks = new HashMap<>();
    private final Map<AgentId, AgentSnapshot> agents = new HashMap<>();
    private final Map<EventId, Processed> processed = new LinkedHashMap<>();
    private final List<LedgerEntry> entries = new ArrayList<>();
    private final Map<EventId, PresenceChange> presences = new HashMap<>();
    private final Map<Object, Integer> writers = new HashMap<>();
    private final Map<String, Map<Integer, LedgerPlace>> places = new TreeMap<>();
    private final Set<String> openIncidents = new HashSet<>();
    private final List<Changes> committed = new ArrayList<>();
    private final Map<Object, Tx> locks = new HashMap<>();
    private boolean goesBack;
    private final Set<Tx> open = new LinkedHashSet<>();

    /** A transaction on a connection of its own. */
    static final class Tx {
        private final Node node;
        private final Set<Object> locks = new HashSet<>();
        private boolean hasEnded;

        private Tx(Node node) {
            this.node = node;
        }
    }

    DatabaseTwin(World world, Set<Planted> planted) {
        this.world = world;
        this.planted = planted;
        world.onKill(node -> endAll(node));
        world.onFault((node, _, fault) -> {
            if (fault == Fault.FREEZE || fault == Fault.STALL) {
                world.at(IDLE_IN_TRANSACTION.plusMillis(1), () -> endIdle(node));
            }
        });
    }

    Map<TaskId, TaskSnapshot> tasks() {
        return tasks;
    }

    Map<AgentId, AgentSnapshot> agents() {
        return agents;
    }

    Map<EventId, Processed> processed() {
        return processed;
    }

    List<LedgerEntry> entries() {
        return entries;
    }

    Map<EventId, PresenceChange> presences() {
        return presences;
    }

    boolean hasUntold(AgentId agentId) {
        return presences.values().stream()
                .anyMatch(change ->
                        change.toldAt() == null && change.outcome().agentId().equals(agentId));
    }

    /** The transaction that wrote a row last, by its id; 0 when none did. */
    int writerOf(Object id) {
        return writers.getOrDefault(id, 0);
    }

    Set<String> openIncidents() {
        return openIncidents;
    }

    /** By partition. */
    Map<Integer, LedgerPlace> places(String topic) {
        return places.getOrDefault(topic, Map.of());
    }

    long nextOffset(String topic, int partition) {
        return places(topic).getOrDefault(partition, LedgerPlace.NONE).next();
    }

    /** Whether a step along a partition may be taken from there. */
    boolean isAt(Advance step) {
        return planted.contains(Planted.GAPS_ARE_WRITTEN)
                || nextOffset(step.topic(), step.partition()) == step.from();
    }

    Tx begin(Node node) {
        Tx tx = new Tx(node);
        open.add(tx);
        return tx;
    }

    /** Fails if the server ended the transaction meanwhile. */
    void check(Tx tx) {
        if (tx.hasEnded) {
            throw away();
        }
    }

    /** Waits for a row, or for a unique key that another transaction has written. */
    void lock(Tx tx, Object key) {
        check(tx);
        if (planted.contains(Planted.NO_LOCKS)) {
            return;
        }
        Tx holder = locks.get(key);
        if (holder == tx) {
            return;
        }
        if (holder != null) {
            boolean free = world.await(() -> !locks.containsKey(key) || tx.hasEnded, LOCK_TIMEOUT);
            check(tx);
            if (!free) {
                throw new R2dbcTransientException("lock timeout", "55P03") {};
            }
        }
        locks.put(key, tx);
        tx.locks.add(key);
    }

    boolean tryLock(Tx tx, Object key) {
        check(tx);
        if (locks.putIfAbsent(key, tx) != null) {
            return false;
        }
        tx.locks.add(key);
        return true;
    }

    /** Everything or nothing, in one instant. */
    boolean commit(Tx tx, Changes changes) {
        check(tx);
        add(changes);
        end(tx);
        return true;
    }

    /** A transaction of one statement. */
    boolean add(Changes changes) {
        committed.add(changes);
        apply(changes, committed.size());
        return true;
    }

    void end(Tx tx) {
        tx.hasEnded = true;
        open.remove(tx);
        tx.locks.forEach(key -> locks.remove(key, tx));
    }

    /** Says that {@link #restore} may be called in this run. */
    void mayGoBack() {
        goesBack = true;
    }

    boolean goesBack() {
        return goesBack;
    }

    /** As from a backup that lacks the latest transactions. */
    void restore(int transactionsLost) {
        int kept = Math.max(0, committed.size() - transactionsLost);
        committed.subList(kept, committed.size()).clear();
        List.copyOf(open).forEach(this::end);
        tasks.clear();
        agents.clear();
        processed.clear();
        entries.clear();
        presences.clear();
        writers.clear();
        places.clear();
        openIncidents.clear();
        for (int i = 0; i < committed.size(); i++) {
            apply(committed.get(i), i + 1);
        }
    }

    static R2dbcException away() {
        return new R2dbcNonTransientResourceException("connection lost", "08006") {};
    }

    private void apply(Changes changes, int writer) {
        for (Processed claim : changes.processed()) {
            if (!planted.contains(Planted.NO_DEDUPLICATION)) {
                processed.put(claim.eventId(), claim);
            }
        }
        for (LedgerEntry entry : changes.entries()) {
            entries.add(entry);
            writers.put(entry.eventId(), writer);
        }
        for (TaskSnapshot task : changes.tasks()) {
            tasks.put(task.taskId(), task);
            writers.put(task.taskId(), writer);
        }
        for (AgentSnapshot agent : changes.agents()) {
            agents.put(agent.agentId(), agent);
            writers.put(agent.agentId(), writer);
        }
        for (PresenceChange change : changes.presences()) {
            presences.put(change.outcome().eventId(), change);
        }
        for (Advance step : noted(changes)) {
            places.computeIfAbsent(step.topic(), _ -> new TreeMap<>())
                    .put(step.partition(), new LedgerPlace(step.to(), step.replayed()));
        }
        for (IncidentChange incident : changes.incidents()) {
            switch (incident) {
                case IncidentChange.Opened opened -> openIncidents.add(opened.cause());
                case IncidentChange.Repeated repeated -> openIncidents.add(repeated.cause());
                case IncidentChange.Mishap mishap -> openIncidents.add(mishap.cause());
                case IncidentChange.Resolved resolved -> openIncidents.remove(resolved.cause());
                case IncidentChange.Recovered _ -> {}
            }
        }
    }

    private Collection<Advance> noted(Changes changes) {
        boolean onlyTells = changes.entries().isEmpty() && !changes.presences().isEmpty();
        return onlyTells && planted.contains(Planted.PRESENCE_WITHOUT_PLACE)
                ? List.of()
                : changes.consumed();
    }

    private void endAll(Node node) {
        for (Tx tx : List.copyOf(open)) {
            if (tx.node == node) {
                end(tx);
            }
        }
    }

    private void endIdle(Node node) {
        if (world.isHeldUp(node)) {
            endAll(node);
        }
    }

    boolean has(Planted bug) {
        return planted.contains(bug);
    }

    /** The bug of a claim that outlives its transaction. */
    void tear(Changes changes) {
        if (planted.contains(Planted.TORN_TRANSACTION)) {
            for (Processed claim : changes.processed()) {
                processed.putIfAbsent(claim.eventId(), claim);
            }
        }
    }
}
