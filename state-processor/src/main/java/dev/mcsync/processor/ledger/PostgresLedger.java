package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.db.Statements;
import dev.mcsync.processor.database.Transactions;
import dev.mcsync.service.batch.DataFaultException;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The ledger in PostgreSQL: one READ COMMITTED transaction a batch, with array-bound statements.
 *
 * <p>Tasks and then agents are locked, each in the order of their ids, before anything is decided.
 * The claim of the event ids is the first thing written once all is decided, with the outcome in it
 * and in the order of the ids; where it finds an id already claimed, or an agent that was not there
 * before, the whole transaction rolls back and is tried again. One order everywhere keeps two
 * processors from waiting for each other.
 */
final class PostgresLedger implements Ledger {

    /** The current one by its unique index, the earlier ones by theirs. */
    static final String SELECT_ATTEMPTS =
            "select command_id, task_id from tasks where command_id = any($1) union all"
                    + " select c.command_id, t.task_id from unnest($1) as c (command_id) join tasks t"
                    + " on t.prior_attempts @> jsonb_build_array(jsonb_build_object('command_id', c.command_id))"
                    + " and t.prior_attempts <> '[]'::jsonb";

    /** By the partial indexes of just these rows, which are few. */
    static final String COUNT_REFUSALS =
            "select task_id as place, hour, count(*) as n from (select task_id,"
                    + " floor(extract(epoch from received_at) / 3600)::bigint as hour from agent_events"
                    + " where reason = 'wrong_agent' and task_id = any($1) and received_at >= $3::timestamptz) t"
                    + " group by 1, 2 union all"
                    + " select source_partition::text, hour, count(*) from (select source_partition,"
                    + " floor(extract(epoch from received_at) / 3600)::bigint as hour from agent_events"
                    + " where reason = 'unknown_task' and source_partition = any($2)"
                    + " and received_at >= $3::timestamptz) p group by 1, 2";

    private static final String COUNT_AGENTS =
            "select count(*) as agents from agents_status where departure is distinct from 'retired'";

    /** Who lost a race waited for the winner, so that the next try sees what he did. */
    private static final int MAX_TRIES = 3;

    private final Transactions transactions;

    PostgresLedger(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public <T extends HasChanges> T transact(Keys keys, Function<Loaded, T> decide) {
        for (int tries = 1; ; tries++) {
            try {
                return transactions.run(connection -> loadDecideWrite(connection, keys, decide));
            } catch (LostRaceException e) {
                if (tries == MAX_TRIES) {
                    throw e;
                }
            } catch (R2dbcException e) {
                throw DataFaultException.orSame(e.getSqlState(), e);
            }
        }
    }

    @Override
    public Map<Integer, LedgerPlace> places(String topic) {
        return transactions
                .query(
                        "select partition, next_offset, replay_from, replay_to from source_offsets"
                                + " where topic = $1",
                        row ->
                                Map.entry(
                                        LedgerRows.integer(row, "partition"),
                                        LedgerRows.place(row)),
                        topic)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static <T extends HasChanges> Mono<T> loadDecideWrite(
            Connection connection, Keys keys, Function<Loaded, T> decide) {
        return load(connection, keys)
                .flatMap(loaded -> {
                    T decided = decide.apply(loaded);
                    return LedgerWrites.write(
                                    connection, decided.changes(), loaded.agents().keySet())
                            .thenReturn(decided);
                });
    }

    /** Who holds a task was named by a person; only agents that come of themselves are counted. */
    private static Mono<Loaded> load(Connection connection, Keys keys) {
        return rows(connection, keys)
                .flatMap(loaded ->
                        !keys.tasks().isEmpty()
                                        || loaded.agents()
                                                .keySet()
                                                .containsAll(keys.agents().locked())
                                ? Mono.just(loaded)
                                : Statements.rows(
                                                connection.createStatement(COUNT_AGENTS),
                                                row -> LedgerRows.number(row, "agents"))
                                        .single()
                                        .map(loaded::among));
    }

    /**
     * The events first: each statement sees what was committed before it. Whoever finds an event
     * taken then finds what it did, and whoever does not meets its claim when he writes his own.
     */
    private static Mono<Loaded> rows(Connection connection, Keys keys) {
        return Mono.zip(
                        events(connection, keys.events()),
                        tasks(connection, keys.tasks()),
                        agents(connection, keys.agents()),
                        attempts(connection, keys.commands()),
                        History.ofTasks(connection, keys.taskHistories()),
                        History.ofAgents(connection, keys.agents().histories()),
                        presences(connection, keys.agents()),
                        refusals(connection, keys.refusals()))
                .map(loaded ->
                        new Loaded(
                                loaded.getT2(),
                                loaded.getT3(),
                                loaded.getT1(),
                                loaded.getT4(),
                                loaded.getT5(),
                                loaded.getT6(),
                                loaded.getT7(),
                                loaded.getT8(),
                                loaded.getT3().size()));
    }

    private static Mono<Map<String, Long>> refusals(
            Connection connection, Refusals.@Nullable Scope scope) {
        if (scope == null) {
            return Mono.just(Map.of());
        }
        return Statements.rows(
                        Statements.bind(
                                connection.createStatement(COUNT_REFUSALS),
                                scope.tasks().stream().map(TaskId::value).toArray(String[]::new),
                                scope.partitions().toArray(Integer[]::new),
                                scope.since().toString()),
                        row ->
                                Map.entry(
                                        Refusals.place(
                                                LedgerRows.text(row, "place"),
                                                LedgerRows.number(row, "hour")),
                                        LedgerRows.number(row, "n")))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Mono<Map<TaskId, StoredTask>> tasks(Connection connection, Set<TaskId> ids) {
        return ids.isEmpty()
                ? Mono.just(Map.of())
                : Statements.rows(byIds(connection, LedgerRows.SELECT_TASKS, ids), LedgerRows::task)
                        .collectMap(LedgerRows::idOf, Function.identity(), HashMap::new);
    }

    private static Mono<Map<AgentId, StoredAgent>> agents(Connection connection, Keys.Agents keys) {
        Flux<StoredAgent> locked =
                keys.locked().isEmpty() && keys.holding().isEmpty()
                        ? Flux.empty()
                        : Statements.rows(
                                Statements.bind(
                                        connection.createStatement(LedgerRows.SELECT_AGENTS),
                                        texts(keys.locked()),
                                        texts(keys.holding())),
                                LedgerRows::agent);
        Flux<StoredAgent> read =
                keys.read().isEmpty()
                        ? Flux.empty()
                        : Statements.rows(
                                byIds(connection, LedgerRows.READ_AGENTS, keys.read()),
                                LedgerRows::agent);
        return Flux.concat(locked, read)
                .collectMap(StoredAgent::agentId, Function.identity(), HashMap::new);
    }

    private static Mono<Presences> presences(Connection connection, Keys.Agents keys) {
        return keys.appearances().isEmpty() && keys.silences().isEmpty()
                ? Mono.just(Presences.NONE)
                : Statements.rows(
                                Statements.bind(
                                        connection.createStatement(LedgerRows.SELECT_PRESENCES),
                                        texts(keys.appearances()),
                                        texts(keys.silences())),
                                LedgerRows::presence)
                        .collectList()
                        .map(Presences::of);
    }

    private static Mono<Map<CommandId, TaskId>> attempts(
            Connection connection, Set<CommandId> commands) {
        return commands.isEmpty()
                ? Mono.just(Map.of())
                : Statements.rows(
                                byIds(connection, SELECT_ATTEMPTS, commands),
                                row ->
                                        Map.entry(
                                                new CommandId(LedgerRows.text(row, "command_id")),
                                                new TaskId(LedgerRows.text(row, "task_id"))))
                        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Mono<Map<EventId, Processed>> events(Connection connection, Set<EventId> ids) {
        return ids.isEmpty()
                ? Mono.just(Map.of())
                : Statements.rows(
                                byIds(connection, LedgerRows.SELECT_PROCESSED, ids),
                                LedgerRows::processed)
                        .collectMap(Processed::eventId, Function.identity(), HashMap::new);
    }

    static Statement byIds(Connection connection, String sql, Set<?> ids) {
        return connection.createStatement(sql).bind("$1", texts(ids));
    }

    static String[] texts(Set<?> ids) {
        return ids.stream().map(Object::toString).toArray(String[]::new);
    }
}
