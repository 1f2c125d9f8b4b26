package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.processor.ledger.Advance;
import dev.mcsync.processor.ledger.Changes;
import dev.mcsync.processor.ledger.Keys;
import dev.mcsync.processor.ledger.Ledger;
import dev.mcsync.processor.ledger.LedgerEntry;
import dev.mcsync.processor.ledger.LedgerPlace;
import dev.mcsync.processor.ledger.Loaded;
import dev.mcsync.processor.ledger.LostRaceException;
import dev.mcsync.processor.ledger.OtherPlaceException;
import dev.mcsync.processor.ledger.PresenceChange;
import dev.mcsync.processor.ledger.Processed;
import dev.mcsync.service.batch.DataFaultException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The processor's ledger, statement by statement as the real one has them, each of them a step. For
 * one process.
 */
final class LedgerTwin implements Ledger {

    /** A message that the database does not take. */
    static final String POISON = "poison";

    private static final int MAX_TRIES = 3;

    private final World world;
    private final DatabaseTwin database;
    private final Node node;

    LedgerTwin(World world, DatabaseTwin database, Node node) {
        this.world = world;
        this.database = database;
        this.node = node;
    }

    @Override
    public <T extends HasChanges> T transact(Keys keys, Function<Loaded, T> decide) {
        for (int tries = 1; ; tries++) {
            try {
                return attempt(keys, decide);
            } catch (LostRaceException e) {
                if (tries == MAX_TRIES) {
                    throw e;
                }
            }
        }
    }

    private <T extends HasChanges> T attempt(Keys keys, Function<Loaded, T> decide) {
        DatabaseTwin.Tx tx = world.step("db.begin", () -> database.begin(node), DatabaseTwin::away);
        try {
            Loaded loaded = new LedgerReads(world, database, tx).load(keys);
            T decided = decide.apply(loaded);
            Changes changes = decided.changes();
            statement("db.claim", () -> claim(tx, changes));
            database.tear(changes);
            statement("db.write", () -> write(tx, changes, loaded.agents().keySet()));
            commit(tx, changes);
            return decided;
        } catch (RuntimeException e) {
            database.end(tx);
            throw e;
        }
    }

    private void commit(DatabaseTwin.Tx tx, Changes changes) {
        if (database.has(Planted.AGENT_ROW_BY_ITSELF)) {
            statement("db.commit", () -> database.commit(tx, AgentsByThemselves.without(changes)));
            statement("db.agents", () -> database.add(AgentsByThemselves.only(changes)));
        } else {
            statement("db.commit", () -> database.commit(tx, changes));
        }
    }

    @Override
    public Map<Integer, LedgerPlace> places(String topic) {
        return statement("db.offsets", () -> new HashMap<>(database.places(topic)));
    }

    private <T> T statement(String point, Supplier<T> work) {
        return world.step(point, work, DatabaseTwin::away);
    }

    private boolean claim(DatabaseTwin.Tx tx, Changes changes) {
        database.check(tx);
        List<EventId> ids = changes.processed().stream().map(Processed::eventId).sorted().toList();
        int claimed = 0;
        for (EventId id : ids) {
            database.lock(tx, id);
            claimed += database.processed().containsKey(id) ? 0 : 1;
        }
        checkAll("processed_events", ids.size(), claimed);
        return true;
    }

    private boolean write(DatabaseTwin.Tx tx, Changes changes, Set<AgentId> locked) {
        database.check(tx);
        for (LedgerEntry entry : changes.entries()) {
            if (POISON.equals(entry.remark().message())) {
                throw new DataFaultException("22P05", DatabaseTwin.away());
            }
        }
        int tasks = 0;
        for (TaskSnapshot task : sorted(changes.tasks(), task -> task.taskId().value())) {
            database.lock(tx, task.taskId());
            TaskSnapshot now = database.tasks().get(task.taskId());
            tasks += now == null || now.version() < task.version() ? 1 : 0;
        }
        checkAll("tasks", changes.tasks().size(), tasks);
        int agents = 0;
        for (AgentSnapshot agent : sorted(changes.agents(), agent -> agent.agentId().value())) {
            database.lock(tx, agent.agentId());
            AgentSnapshot now = database.agents().get(agent.agentId());
            boolean isNext = now != null && now.version() < agent.version();
            agents += now == null || (isNext && locked.contains(agent.agentId())) ? 1 : 0;
        }
        checkAll("agents_status", changes.agents().size(), agents);
        int presences = 0;
        for (PresenceChange change :
                sorted(changes.presences(), change -> change.outcome().eventId().value())) {
            database.lock(tx, change.outcome());
            PresenceChange now = database.presences().get(change.outcome().eventId());
            presences += now == null || now.toldAt() == null ? 1 : 0;
        }
        checkAll("presence_changes", changes.presences().size(), presences);
        for (Advance step : sorted(changes.consumed(), at -> at.topic() + at.partition())) {
            database.lock(tx, step.topic() + "-" + step.partition());
            if (!database.isAt(step)) {
                throw new OtherPlaceException(List.of(step));
            }
        }
        return true;
    }

    private static <T> List<T> sorted(Collection<T> rows, Function<T, String> key) {
        return rows.stream().sorted(Comparator.comparing(key)).toList();
    }

    private static void checkAll(String table, int expected, int written) {
        if (expected != written) {
            throw new LostRaceException(table, expected, written);
        }
    }
}
