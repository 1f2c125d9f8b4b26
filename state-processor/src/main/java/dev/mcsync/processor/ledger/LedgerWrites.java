package dev.mcsync.processor.ledger;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.json.WireName;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.db.Statements;
import dev.mcsync.processor.ledger.LedgerEntry.Stand;
import dev.mcsync.processor.row.AgentRow;
import dev.mcsync.processor.row.TaskRow;
import dev.mcsync.processor.stats.StatsSums;
import dev.mcsync.service.kafka.Submitter;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/** Writes a batch's changes, one array-bound statement a table. */
final class LedgerWrites {

    private static final BatchColumns<LedgerEntry> ENTRY =
            BatchColumns.<LedgerEntry>of("agent_events")
                    .text("event_id", LedgerEntry::eventId)
                    .text("task_id", LedgerEntry::taskId)
                    .text("agent_id", entry -> entry.actor().agentId())
                    .text("command_id", entry -> entry.actor().commandId())
                    .cast("attempt", "int", entry -> entry.actor().attempt())
                    .text("type", LedgerEntry::type)
                    .text("status", entry -> of(entry.change().to(), Stand::status))
                    .text("stage", entry -> of(entry.change().to(), Stand::stage))
                    .text("message", entry -> entry.remark().message())
                    .cast("meta", "jsonb", entry -> entry.content().meta())
                    .cast("progress", "int", entry -> entry.remark().progress())
                    .text("error_code", entry -> entry.remark().errorCode())
                    .cast("occurred_at", "timestamptz", entry -> entry.provenance().occurredAt())
                    .cast("received_at", "timestamptz", entry -> entry.provenance().receivedAt())
                    .cast("applied_at", "timestamptz", entry -> entry.provenance().appliedAt())
                    .text("outcome", entry -> entry.change().effect().wireName())
                    .text("reason", entry -> wireName(entry.change().reason()))
                    .text("from_status", entry -> of(entry.change().from(), Stand::status))
                    .text("to_status", entry -> of(entry.change().to(), Stand::status))
                    .text("from_stage", entry -> of(entry.change().from(), Stand::stage))
                    .text("to_stage", entry -> of(entry.change().to(), Stand::stage))
                    .cast("version", "bigint", entry -> entry.change().version())
                    .cast("agent_version", "bigint", entry -> entry.change().agentVersion())
                    .cast("implied", "text[]", LedgerWrites::implied)
                    .cast("body", "jsonb", entry -> entry.content().body())
                    .text("limits", LedgerEntry::limits)
                    .text("source_topic", entry -> entry.provenance().source().topic())
                    .cast(
                            "source_partition",
                            "int",
                            entry -> entry.provenance().source().partition())
                    .cast("source_offset", "bigint", entry -> entry.provenance().source().offset())
                    .text("token_id", entry -> by(entry, Submitter::tokenId))
                    .text("token_name", entry -> by(entry, Submitter::name))
                    .text("trace_id", entry -> entry.content().traceId());

    private static final BatchColumns<Processed> CLAIM =
            BatchColumns.<Processed>of("processed_events")
                    .text("event_id", Processed::eventId)
                    .text("payload_hash", Processed::payloadHash)
                    .text("topic", claim -> claim.source().topic())
                    .cast("partition", "int", claim -> claim.source().partition())
                    .cast("record_offset", "bigint", claim -> claim.source().offset())
                    .text("subject", Processed::subject)
                    .cast("outcome", "jsonb", claim -> json(claim.outcome()));

    private static final BatchColumns<TaskSnapshot> TASK =
            new BatchColumns<>("tasks", TaskRow.COLUMNS);

    private static final BatchColumns<AgentSnapshot> AGENT =
            new BatchColumns<>("agents_status", AgentRow.COLUMNS);

    private static final BatchColumns<PresenceChange> PRESENCE =
            BatchColumns.<PresenceChange>of("presence_changes")
                    .text("event_id", change -> change.outcome().eventId())
                    .text("agent_id", change -> change.outcome().agentId())
                    .cast("outcome", "jsonb", change -> json(change.outcome()))
                    .text("told_at", PresenceChange::toldAt);

    private static final BatchColumns<StatsSums.Results> RESULTS =
            BatchColumns.<StatsSums.Results>of("agent_stats")
                    .text("agent_id", StatsSums.Results::agentId)
                    .cast("tasks_done", "bigint", StatsSums.Results::done)
                    .cast("tasks_failed", "bigint", StatsSums.Results::failed)
                    .cast("tasks_timeout", "bigint", StatsSums.Results::timeout)
                    .cast("tasks_cancelled", "bigint", StatsSums.Results::cancelled)
                    .cast("tasks_restarted", "bigint", StatsSums.Results::restarted)
                    .cast("last_result_at", "timestamptz", StatsSums.Results::lastResultAt)
                    .cast("updated_at", "timestamptz", StatsSums.Results::updatedAt);

    private static final BatchColumns<StatsSums.Timings> TIMINGS =
            BatchColumns.<StatsSums.Timings>of("agent_timings")
                    .text("agent_id", StatsSums.Timings::agentId)
                    .text("measure", timings -> timings.measure().name().toLowerCase(Locale.ROOT))
                    .cast("bucket", "int", StatsSums.Timings::bucket)
                    .cast("n", "bigint", StatsSums.Timings::n);

    private static final String INSERT_ENTRIES = ENTRY.insert();

    private static final String CLAIM_EVENTS =
            CLAIM.insert() + " order by 1 on conflict (event_id) do nothing";

    /** The version stands guard: a task or agent that moved on meanwhile is not overwritten. */
    private static final String UPSERT_TASKS =
            TASK.insert()
                    + " order by 1 "
                    + TASK.onConflictUpdate("task_id")
                    + " where tasks.version < excluded.version";

    private static final String UPSERT_AGENTS =
            AGENT.insert()
                    + " order by 1 "
                    + AGENT.onConflictUpdate("agent_id")
                    + ", updated_at = now() where agents_status.version < excluded.version"
                    // Who was not there to be locked may have come meanwhile, by another partition.
                    + " and (agents_status.version = 0 or agents_status.agent_id = any($%d))"
                            .formatted(AGENT.size() + 1);

    /** Whoever would tell what was told meanwhile was overtaken. */
    private static final String UPSERT_PRESENCES =
            PRESENCE.insert()
                    + " order by 1 on conflict (event_id) do update set told_at = excluded.told_at"
                    + " where presence_changes.told_at is null";

    /**
     * Only from where the ledger stands: a batch that comes late, from a processor that was frozen,
     * takes no offset back, and one that comes after the database went back hides no gap.
     */
    static final String ADVANCE =
            "with given as (select * from unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[],"
                    + " $5::bigint[], $6::bigint[])"
                    + " as g (topic, partition, from_offset, to_offset, replay_from, replay_to)),"
                    + " held as (select g.* from given g join source_offsets s using (topic, partition)"
                    + " where s.next_offset = g.from_offset order by 1, 2 for update of s),"
                    + " moved as (update source_offsets s set next_offset = h.to_offset,"
                    + " replay_from = h.replay_from, replay_to = h.replay_to, updated_at = now() from held h"
                    + " where s.topic = h.topic and s.partition = h.partition"
                    + " and s.next_offset = h.from_offset returning 1),"
                    + " begun as (insert into source_offsets (topic, partition, next_offset, replay_from,"
                    + " replay_to) select topic, partition, to_offset, replay_from, replay_to from given"
                    + " where from_offset = 0 order by 1, 2 on conflict (topic, partition) do nothing returning 1)"
                    + " select (select count(*) from moved) + (select count(*) from begun) as steps";

    /**
     * An agent's tasks lie on several partitions, so processors share its figures: each adds to
     * them.
     */
    private static final String ADD_RESULTS =
            RESULTS.insert()
                    + " order by 1 on conflict (agent_id) do update set"
                    + " tasks_done = coalesce(agent_stats.tasks_done, 0) + excluded.tasks_done,"
                    + " tasks_failed = coalesce(agent_stats.tasks_failed, 0) + excluded.tasks_failed,"
                    + " tasks_timeout = coalesce(agent_stats.tasks_timeout, 0) + excluded.tasks_timeout,"
                    + " tasks_cancelled = agent_stats.tasks_cancelled + excluded.tasks_cancelled,"
                    + " tasks_restarted = agent_stats.tasks_restarted + excluded.tasks_restarted,"
                    + " last_result_at = greatest(agent_stats.last_result_at, excluded.last_result_at),"
                    + " updated_at = greatest(agent_stats.updated_at, excluded.updated_at)";

    private static final String ADD_TIMINGS =
            TIMINGS.insert()
                    + " order by 1, 2, 3 on conflict (agent_id, measure, bucket) do update"
                    + " set n = agent_timings.n + excluded.n";

    private LedgerWrites() {}

    /**
     * @param locked the agents whose rows were there when the batch was loaded
     */
    static Mono<Void> write(Connection connection, Changes changes, Set<AgentId> locked) {
        return together(
                List.of(
                        exactly(connection, CLAIM_EVENTS, CLAIM, changes.processed()),
                        exactly(connection, INSERT_ENTRIES, ENTRY, changes.entries()),
                        exactly(connection, UPSERT_TASKS, TASK, List.copyOf(changes.tasks())),
                        agents(connection, List.copyOf(changes.agents()), locked),
                        exactly(connection, UPSERT_PRESENCES, PRESENCE, changes.presences()),
                        advance(connection, List.copyOf(changes.consumed())),
                        IncidentWrites.write(connection, changes.incidents()),
                        // Last, since other processors may wait for these rows until the commit.
                        exactly(connection, ADD_RESULTS, RESULTS, changes.stats().results()),
                        exactly(connection, ADD_TIMINGS, TIMINGS, changes.stats().timings())));
    }

    /**
     * Sends the statements in this order without waiting for one before the next, and fails with
     * the first that failed: what follows it is the server's refusal to go on. All are waited for,
     * since what is cancelled might run after the rollback.
     */
    private static Mono<Void> together(List<Mono<Void>> statements) {
        return Flux.mergeSequential(
                        Flux.fromIterable(statements).map(Mono::materialize), statements.size(), 1)
                .filter(Signal::isOnError)
                .collectList()
                .flatMap(failed ->
                        failed.isEmpty()
                                ? Mono.empty()
                                : Mono.error(requireNonNull(failed.getFirst().getThrowable())));
    }

    private static Mono<Void> advance(Connection connection, List<Advance> steps) {
        if (steps.isEmpty()) {
            return Mono.empty();
        }
        Statement statement =
                Statements.bind(
                        connection.createStatement(ADVANCE),
                        steps.stream().map(Advance::topic).toArray(String[]::new),
                        steps.stream().map(Advance::partition).toArray(Integer[]::new),
                        steps.stream().map(Advance::from).toArray(Long[]::new),
                        steps.stream().map(Advance::to).toArray(Long[]::new),
                        replays(steps, Stretch::from),
                        replays(steps, Stretch::to));
        return Statements.rows(statement, row -> LedgerRows.number(row, "steps"))
                .single()
                .flatMap(taken ->
                        taken == steps.size()
                                ? Mono.empty()
                                : Mono.error(new OtherPlaceException(steps)));
    }

    private static @Nullable Long[] replays(List<Advance> steps, Function<Stretch, Long> boundary) {
        return steps.stream()
                .map(Advance::replayed)
                .map(replayed -> replayed == null ? null : boundary.apply(replayed))
                .toArray(Long[]::new);
    }

    private static Mono<Void> agents(
            Connection connection, List<AgentSnapshot> rows, Set<AgentId> locked) {
        return rows.isEmpty()
                ? Mono.empty()
                : exactly(
                        AGENT.bind(connection.createStatement(UPSERT_AGENTS), rows)
                                .bind("$" + (AGENT.size() + 1), PostgresLedger.texts(locked)),
                        AGENT,
                        rows);
    }

    private static <T> Mono<Void> exactly(
            Connection connection, String sql, BatchColumns<T> columns, List<T> rows) {
        return rows.isEmpty()
                ? Mono.empty()
                : exactly(columns.bind(connection.createStatement(sql), rows), columns, rows);
    }

    /** Writes every row or fails: fewer rows mean that somebody else was here first. */
    private static <T> Mono<Void> exactly(
            Statement statement, BatchColumns<T> columns, List<T> rows) {
        return Statements.rowsUpdated(statement)
                .flatMap(written ->
                        written == rows.size()
                                ? Mono.empty()
                                : Mono.error(
                                        new LostRaceException(
                                                columns.table(), rows.size(), written)));
    }

    private static @Nullable String by(LedgerEntry entry, Function<Submitter, String> part) {
        Submitter submitter = entry.content().by();
        return submitter == null ? null : part.apply(submitter);
    }

    private static @Nullable String of(
            @Nullable Stand stand, Function<Stand, @Nullable WireName> part) {
        return stand == null ? null : wireName(part.apply(stand));
    }

    private static @Nullable String wireName(@Nullable WireName value) {
        return value == null ? null : value.wireName();
    }

    private static @Nullable String json(@Nullable Outcome outcome) {
        return outcome == null
                ? null
                : new String(WireCodec.encode(outcome), StandardCharsets.UTF_8);
    }

    /** PostgreSQL's own spelling of an array; status names need no quoting. */
    private static @Nullable String implied(LedgerEntry entry) {
        return entry.change().implied().isEmpty()
                ? null
                : entry.change().implied().stream()
                        .map(WireName::wireName)
                        .collect(Collectors.joining(",", "{", "}"));
    }
}
