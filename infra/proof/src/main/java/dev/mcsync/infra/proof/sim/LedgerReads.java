package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.PriorAttempt;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.processor.ledger.Keys;
import dev.mcsync.processor.ledger.Loaded;
import dev.mcsync.processor.ledger.PresenceChange;
import dev.mcsync.processor.ledger.Presences;
import dev.mcsync.processor.ledger.Processed;
import dev.mcsync.processor.ledger.Refusals;
import dev.mcsync.processor.ledger.StoredAgent;
import dev.mcsync.processor.ledger.StoredTask;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a batch loads of the ledger, statement by statement, each of them a step. */
final class LedgerReads {

    private final World world;
    private final DatabaseTwin database;
    private final DatabaseTwin.Tx tx;

    LedgerReads(World world, DatabaseTwin database, DatabaseTwin.Tx tx) {
        this.world = world;
        this.database = database;
        this.tx = tx;
    }

    Loaded load(Keys keys) {
        Map<EventId, Processed> processed = statement("db.events", () -> events(keys));
        Map<TaskId, StoredTask> tasks = statement("db.tasks", () -> tasks(keys));
        Map<AgentId, StoredAgent> agents =
                statement("db.agents", () -> agents(keys.agents(), tasks));
        if (!keys.agents().read().isEmpty()) {
            agents.putAll(statement("db.read", () -> read(keys.agents().read())));
        }
        return new Loaded(
                tasks,
                agents,
                processed,
                statement("db.attempts", () -> attempts(keys)),
                Map.of(),
                Map.of(),
                presences(keys.agents()),
                statement("db.refusals", () -> refusals(keys.refusals())),
                agents.size());
    }

    private Map<TaskId, StoredTask> tasks(Keys keys) {
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
    private Map<AgentId, StoredAgent> agents(Keys.Agents keys, Map<TaskId, StoredTask> tasks) {
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
                        found.put(id, new StoredAgent.Known(kept(agent)));
                    }
                });
        database.check(tx);
        return found;
    }

    private AgentSnapshot kept(AgentSnapshot agent) {
        return database.has(Planted.GOODBYES_NOT_KEPT) ? agent.withEnded(List.of()) : agent;
    }

    private Map<AgentId, StoredAgent> read(Set<AgentId> ids) {
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

    private Presences presences(Keys.Agents keys) {
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
                stored.toldAt() != null && database.has(Planted.PRESENCE_NOT_TOLD_AGAIN)
                        ? "before"
                        : stored.toldAt());
    }

    private Map<EventId, Processed> events(Keys keys) {
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

    private Map<CommandId, TaskId> attempts(Keys keys) {
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

    private Map<String, Long> refusals(Refusals.@Nullable Scope scope) {
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
                stored.outcome() == null || database.has(Planted.NO_REEMISSION)
                        ? null
                        : throughJson(stored.outcome()));
    }

    private static Outcome throughJson(Outcome outcome) {
        return WireCodec.decodeOutcome(WireCodec.encode(outcome)).orThrow("stored outcome");
    }

    private <T> T statement(String point, Supplier<T> work) {
        return world.step(point, work, DatabaseTwin::away);
    }
}
