package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.db.Statements;
import dev.mcsync.processor.core.AgentFold;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.database.Transactions;
import dev.mcsync.processor.row.EntryReader;
import io.r2dbc.spi.Connection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Purges facts about agents, the only rows that leave the ledger. What they made of their agents
 * stays, as a checkpoint that is written in the transaction of the purge: to fold the checkpoint
 * and the rows after it gives what all rows gave. Blocks.
 */
public final class SignsOfLife {

    private static final Logger log = LoggerFactory.getLogger(SignsOfLife.class);

    /**
     * From the old end on, and of no agent a later row before an earlier one; with each agent's
     * rows about its tasks that lie between, which stay, but must be folded in their place.
     */
    private static final String PAGE =
            "with page as (select id, agent_id, applied_at from agent_events where task_id is null"
                    + " and body is not null and agent_id is not null and agent_id <> all($2)"
                    + " order by id limit $3),"
                    + " old as (select agent_id, max(id) as through_id from page where id < coalesce("
                    + "(select min(id) from page where applied_at >= $1::timestamptz), 9223372036854775807)"
                    + " group by agent_id)"
                    + " select e.id, "
                    + EntryReader.OF_AGENTS
                    + " from old left join agent_checkpoints c on c.agent_id = old.agent_id and c.kind = 'purged'"
                    + " join agent_events e on e.agent_id = old.agent_id and e.id <= old.through_id"
                    + " and e.id > coalesce(c.through_id, 0) where e.body is not null and "
                    + EntryReader.IS_OF_AGENT
                    + " order by e.id limit $4";

    /** Rows that are folded at once, of those that go and those that stay. */
    private static final int MAX_FOLDED = 20_000;

    private static final String CHECKPOINTS =
            "select agent_id, snapshot::text as snapshot from agent_checkpoints"
                    + " where kind = 'purged' and agent_id = any($1)";

    private static final String KEEP =
            "insert into agent_checkpoints (agent_id, kind, through_id, snapshot, updated_at)"
                    + " select agent_id, 'purged', through_id::bigint, snapshot::jsonb, now()"
                    + " from unnest($1::text[], $2::text[], $3::text[]) as kept (agent_id, through_id, snapshot)"
                    + " order by 1 on conflict (agent_id, kind) do update set"
                    + " through_id = excluded.through_id, snapshot = excluded.snapshot,"
                    + " updated_at = excluded.updated_at";

    /** The role of the services may not delete, and the function deletes nothing else. */
    private static final String DELETE = "select purge_signs_of_life($1) as purged";

    private final Transactions transactions;
    private final Limits limits;

    /**
     * @param limits for rows from before the limits were kept beside them
     */
    public SignsOfLife(Transactions transactions, Limits limits) {
        this.transactions = transactions;
        this.limits = limits;
    }

    public Purge purgeBefore(Instant horizon) {
        return new Purge(horizon);
    }

    /** One purge of many batches. For one thread. */
    public final class Purge {

        private final Instant horizon;

        /** What cannot be folded is left for a person to see, with all of its history. */
        private final TreeSet<String> leftAlone = new TreeSet<>();

        private Purge(Instant horizon) {
            this.horizon = horizon;
        }

        /**
         * Purges one batch, in a transaction of its own.
         *
         * @return the number of rows; none when there are no more
         */
        public long next(int batch) {
            long purged;
            int left;
            boolean foldedOn;
            do {
                left = leftAlone.size();
                Result result = transactions.run(connection -> purge(connection, batch));
                purged = result.purged();
                foldedOn = result.folded() > 0;
            } while (purged == 0 && (leftAlone.size() > left || foldedOn));
            return purged;
        }

        private Mono<Result> purge(Connection connection, int batch) {
            return page(connection, batch)
                    .flatMap(rows ->
                            rows.isEmpty()
                                    ? Mono.just(Result.NONE)
                                    : foldAndDelete(connection, rows));
        }

        private Mono<List<Row>> page(Connection connection, int batch) {
            EntryReader entries = new EntryReader();
            return Statements.rows(
                            Statements.bind(
                                    connection.createStatement(PAGE),
                                    horizon.toString(),
                                    leftAlone.toArray(String[]::new),
                                    batch,
                                    MAX_FOLDED),
                            row ->
                                    new Row(
                                            LedgerRows.number(row, "id"),
                                            entries.agentStep(R2dbcFields.reader(row))))
                    .collectList();
        }

        private Mono<Result> foldAndDelete(Connection connection, List<Row> rows) {
            SortedMap<String, List<Row>> prefixes = new TreeMap<>();
            rows.forEach(row ->
                    prefixes.computeIfAbsent(row.step().agentId().value(), _ -> new ArrayList<>())
                            .add(row));
            return checkpoints(connection, prefixes)
                    .flatMap(checkpoints -> {
                        List<Checkpoint> kept = new ArrayList<>();
                        List<Long> ids = new ArrayList<>();
                        prefixes.forEach((agentId, prefix) ->
                                fold(agentId, prefix, checkpoints.get(agentId), kept, ids));
                        return keep(connection, kept)
                                .then(Mono.defer(() -> delete(connection, ids)))
                                .map(purged -> new Result(purged, kept.size()));
                    });
        }

        private void fold(
                String agentId,
                List<Row> prefix,
                @Nullable AgentSnapshot checkpoint,
                List<Checkpoint> kept,
                List<Long> ids) {
            AgentFold fold = new AgentFold(limits, checkpoint);
            prefix.forEach(row -> fold.add(row.step()));
            if (!fold.divergences().isEmpty()) {
                log.warn(
                        "The history of agent {} stays as it is, since it does not fold: {}",
                        agentId,
                        fold.divergences().getFirst());
                leftAlone.add(agentId);
                return;
            }
            fold.agent()
                    .ifPresent(agent ->
                            kept.add(new Checkpoint(agentId, prefix.getLast().id(), agent)));
            prefix.stream()
                    .filter(row -> row.step() instanceof AgentFold.OfAgent)
                    .forEach(row -> ids.add(row.id()));
        }
    }

    private record Row(long id, AgentFold.Step step) {}

    /**
     * @param folded how many agents have a newer checkpoint now
     */
    private record Result(long purged, int folded) {
        static final Result NONE = new Result(0, 0);
    }

    private record Checkpoint(String agentId, long throughId, AgentSnapshot agent) {}

    private static Mono<Map<String, AgentSnapshot>> checkpoints(
            Connection connection, SortedMap<String, List<Row>> prefixes) {
        return Statements.rows(
                        Statements.bind(
                                connection.createStatement(CHECKPOINTS),
                                (Object) prefixes.keySet().toArray(String[]::new)),
                        History::checkpoint)
                .collectMap(agent -> agent.agentId().value());
    }

    private static Mono<Long> keep(Connection connection, List<Checkpoint> kept) {
        if (kept.isEmpty()) {
            return Mono.just(0L);
        }
        return Statements.rowsUpdated(
                Statements.bind(
                        connection.createStatement(KEEP),
                        kept.stream().map(Checkpoint::agentId).toArray(String[]::new),
                        kept.stream()
                                .map(checkpoint -> Long.toString(checkpoint.throughId()))
                                .toArray(String[]::new),
                        kept.stream()
                                .map(checkpoint ->
                                        new String(
                                                WireCodec.encode(checkpoint.agent()),
                                                StandardCharsets.UTF_8))
                                .toArray(String[]::new)));
    }

    private static Mono<Long> delete(Connection connection, List<Long> ids) {
        return Statements.rows(
                        Statements.bind(
                                connection.createStatement(DELETE),
                                (Object) ids.toArray(Long[]::new)),
                        row -> LedgerRows.number(row, "purged"))
                .single();
    }
}
