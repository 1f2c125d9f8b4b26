package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.PriorAttempt;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.processor.ledger.Changes;
import dev.mcsync.processor.ledger.Keys;
import dev.mcsync.processor.ledger.Ledger;
import dev.mcsync.processor.ledger.LedgerEntry;
import dev.mcsync.processor.ledger.Loaded;
import dev.mcsync.processor.ledger.LostRaceException;
import dev.mcsync.processor.ledger.PresenceChange;
import dev.mcsync.processor.ledger.Presences;
import dev.mcsync.processor.ledger.Processed;
import dev.mcsync.processor.ledger.Refusals;
import dev.mcsync.processor.ledger.StoredAgent;
import dev.mcsync.processor.ledger.StoredTask;
import dev.mcsync.service.batch.DataFaultException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
            Loaded loaded = load(tx, keys);
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

    private Loaded load(DatabaseTwin.Tx tx, Keys keys) {
        Map<EventId, Processed> processed = statement("db.events", () -> events(tx, keys));
        Map<TaskId, StoredTask> tasks = statement("db.tasks", () -> tasks(tx, keys));
        Map<AgentId, StoredAgent> agents =
                statement("db.agents", () -> agents(tx, keys.agents(), tasks));
        if (!keys.agents().read().isEmpty()) {
            agents.putAll(statement("db.read", () -> read(tx, keys.agents().read())));
        }
        return new Loaded(
                tasks,
                agents,
                processed,
                statement("db.attempts", () -> attempts(tx, keys)),
                Map.of(),
                Map.of(),
                presences(tx, keys.agents()),
                statement("db.refusals", () -> refusals(tx, keys.refusals())),
                agents.size());
    }

    private void commit(DatabaseTwin.Tx tx, Changes changes) {
        if (database.writesAgentsByThemselves()) {
            statement("db.commit", () -> database.commit(tx, AgentsByThemselves.without(changes)));
            statement("db.agents", () -> database.add(AgentsByThemselves.only(changes)));
        } else {
            statement("db.commit", () -> database.commit(tx, changes));
        }
    }

    @Override
    public Map<Integer, Long> nextOffsets(String topic) {
        return statement("db.offsets", () -> new HashMap<>(database.nextOffsets(topic)));
    }

    private <T> T statement(String point, Supplier<T> work) {
        return world.step(point, work, DatabaseTwin::away);
    }

    private Map<TaskId, StoredTask> tasks(DatabaseTwin.Tx tx, Keys keys) {
        Map<TaskId, StoredTask> found = new LinkedHashMap<>();
        keys.tasks().stream()
                .sorted(Comparator.comparing(TaskId::value))
                .filter(database.tasks()::containsKey)
                .forEach(id -> {
                    database.lock(tx, id);
                    TaskSnapshot task = database.tasks().get(id);
                    if (task != null) {
                        found.put(id, new StoredTask.Known(task));
                    }
                });
        database.check(tx);
        return found;
    }

    /** Those of tasks are found by the rows, which are locked by now. */
    private Map<AgentId, StoredAgent> agents(
            DatabaseTwin.Tx tx, Keys.Agents keys, Map<TaskId, StoredTask> tasks) {
        Map<AgentId, StoredAgent> found = new LinkedHashMap<>();
        Stream<AgentId> holding =
                keys.holding().stream()
                        .map(tasks::get)
                        .filter(StoredTask.Known.class::isInstance)
                        .map(task -> ((StoredTask.Known) task).task().agentId());
        Stream.concat(keys.locked().stream(), holding)
                .distinct()
                .sorted(Comparator.comparing(AgentId::value))
                .filter(database.agents()::containsKey)
                .forEach(id -> {
                    database.lock(tx, id);
                    AgentSnapshot agent = database.agents().get(id);
                    if (agent != null) {
                        found.put(id, new StoredAgent.Known(agent));
                    }
                });
        database.check(tx);
        return found;
    }

    private Map<AgentId, StoredAgent> read(DatabaseTwin.Tx tx, Set<AgentId> ids) {
        database.check(tx);
        Map<AgentId, StoredAgent> found = new HashMap<>();
        for (AgentId id : ids) {
            AgentSnapshot agent = database.agents().get(id);
            if (agent != null) {
                found.put(id, new StoredAgent.Known(agent));
            }
        }
        return found;
    }

    private Presences presences(DatabaseTwin.Tx tx, Keys.Agents keys) {
        if (keys.appearances().isEmpty() && keys.silences().isEmpty()) {
            return Presences.NONE;
        }
        return statement(
                "db.presences",
                () -> {
                    database.check(tx);
                    Map<EventId, PresenceChange> found = new HashMap<>(database.presences());
                    found.values()
                            .removeIf(change ->
                                    !keys.appearances().contains(change.outcome().eventId())
                                            && !(change.toldAt() == null
                                                    && keys.silences()
                                                            .contains(change.outcome().agentId())));
                    found.replaceAll((_, change) -> read(change));
                    return new Presences(found);
                });
    }

    private PresenceChange read(PresenceChange stored) {
        return new PresenceChange(
                (AgentOutcome) throughJson(stored.outcome()),
                stored.toldAt() != null && database.tellsOnceOnly() ? "before" : stored.toldAt());
    }

    private Map<EventId, Processed> events(DatabaseTwin.Tx tx, Keys keys) {
        database.check(tx);
        Map<EventId, Processed> found = new HashMap<>();
        for (EventId id : keys.events()) {
            Processed before = database.processed().get(id);
            if (before != null) {
                found.put(id, read(before));
            }
        }
        return found;
    }

    private Map<CommandId, TaskId> attempts(DatabaseTwin.Tx tx, Keys keys) {
        database.check(tx);
        Map<CommandId, TaskId> found = new HashMap<>();
        for (TaskSnapshot task : database.tasks().values()) {
            Stream.concat(
                            Stream.of(task.commandId()),
                            task.attempt().prior().stream().map(PriorAttempt::commandId))
                    .filter(keys.commands()::contains)
                    .forEach(name -> found.put(name, task.taskId()));
        }
        return found;
    }

    private Map<String, Long> refusals(DatabaseTwin.Tx tx, Refusals.@Nullable Scope scope) {
        database.check(tx);
        return scope == null
                ? Map.of()
                : database.entries().stream()
                        .filter(entry ->
                                entry.change().reason() == Reason.WRONG_AGENT
                                        || entry.change().reason() == Reason.UNKNOWN_TASK)
                        .collect(
                                Collectors.groupingBy(
                                        entry ->
                                                Refusals.place(
                                                        entry.change().reason()
                                                                        == Reason.WRONG_AGENT
                                                                ? String.valueOf(entry.taskId())
                                                                : Integer.toString(
                                                                        entry.provenance()
                                                                                .source()
                                                                                .partition()),
                                                        Refusals.hourOf(
                                                                entry.provenance().receivedAt())),
                                        Collectors.counting()));
    }

    /** The outcome comes back as it was stored, through JSON. */
    private Processed read(Processed stored) {
        return new Processed(
                stored.eventId(),
                stored.payloadHash(),
                stored.source(),
                stored.subject(),
                stored.outcome() == null || database.forgetsOutcomes()
                        ? null
                        : throughJson(stored.outcome()));
    }

    private static Outcome throughJson(Outcome outcome) {
        return WireCodec.decodeOutcome(WireCodec.encode(outcome)).orThrow("stored outcome");
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
        for (SourcePosition position :
                sorted(changes.consumed(), at -> at.topic() + at.partition())) {
            database.lock(tx, position.topic() + "-" + position.partition());
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
