package dev.mcsync.processor.ledger;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.IdSyntax;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.AgentRestarted;
import dev.mcsync.contracts.wire.AgentTouched;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.SilencePassed;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.database.Transactions;
import dev.mcsync.processor.hearing.Hearing;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads the clocks from the rows, by the partial indexes on {@code deadline_at}. */
final class PostgresWatch implements Watch {

    /**
     * $1 now, $2 how many, $3 from when on silence counts, $4 whether it does, $5 and $6 the limits
     * of those that have none of their own, in milliseconds. What cannot be due yet is found by the
     * index and left out by the rest.
     */
    private static final String OVERDUE_TASKS =
            """
            select task_id, command_id, version, agent_returned, due_at from (
                select t.task_id, t.command_id, t.version, r.agent_returned,
                    case when t.status in ('failed', 'timeout') or r.agent_returned then t.deadline_at
                        when not $4 then null
                        when t.status = 'queued' then greatest(t.deadline_at, $3::timestamptz
                            + coalesce(t.ack_timeout * interval '1 second', $5::bigint * interval '1 millisecond'))
                        else greatest(t.deadline_at, $3::timestamptz
                            + coalesce(t.running_timeout * interval '1 second', $6::bigint * interval '1 millisecond'))
                    end as due_at
                from tasks t left join agents_status a on a.agent_id = t.agent_id
                cross join lateral (select coalesce(t.status = 'queued'
                    and a.presence_since > t.deadline_at, false) as agent_returned) r
                where t.deadline_at <= $1::timestamptz and t.version > 0
                    and not (t.status = 'queued' and a.presence is not distinct from 'offline')) clocks
            where due_at <= $1::timestamptz order by due_at limit $2
            """;

    /** One whose coming is still to be told is not called gone. */
    private static final String SILENT_AGENTS =
            """
            select agent_id, version,
                greatest(deadline_at, $3::timestamptz + $4::bigint * interval '1 millisecond') as due_at
            from agents_status
            where deadline_at <= $1::timestamptz and version > 0
                and $3::timestamptz + $4::bigint * interval '1 millisecond' <= $1::timestamptz
                and not exists (select from presence_changes c
                    where c.agent_id = agents_status.agent_id and c.told_at is null)
            order by deadline_at limit $2
            """;

    private static final String UNTOLD_AGENTS =
            "select c.event_id, c.agent_id from presence_changes c join agents_status a using (agent_id)"
                    + " where c.told_at is null and a.deadline_at <= $1::timestamptz"
                    + " order by a.deadline_at limit $2";

    /** In place of a moment after which silence counts, where there is none. */
    private static final String ALWAYS = "-infinity";

    private static final String NEXT_DEADLINE =
            "select least((select min(deadline_at) from tasks where deadline_at > $1::timestamptz),"
                    + " (select min(deadline_at) from agents_status where deadline_at > $1::timestamptz)) as next";

    private static final String RESTARTED =
            "select t.task_id, t.command_id, a.agent_id, a.boot_id, a.boot_since from agents_status a"
                    + " join tasks t on t.agent_id = a.agent_id and t.status in ('ack', 'running')"
                    + " where a.boot_since is not null and t.updated_at <= a.boot_since and t.version > 0"
                    + " and t.command_id <> all(coalesce(a.boot_running, '{}'))"
                    + " and not exists (select from jsonb_array_elements(coalesce(a.boot_runs, '[]')) as run"
                    + " where (run ->> 'alive_until')::timestamptz > $1::timestamptz"
                    + " and run -> 'running' @> to_jsonb(t.command_id))"
                    + " order by a.boot_since limit $2";

    private static final String UNADOPTED =
            "select "
                    + LedgerRows.TASK_COLUMNS
                    + " from tasks where version = 0 order by task_id limit $1";

    private static final String LAST_SIGN_OF_LIFE =
            "select max(last_seen_at) as last from agents_status";

    private final Transactions transactions;
    private final Limits limits;

    /**
     * @param limits of those tasks that have none of their own
     */
    PostgresWatch(Transactions transactions, Limits limits) {
        this.transactions = transactions;
        this.limits = limits;
    }

    @Override
    public List<DeadlinePassed> overdueTasks(Hearing hearing, int limit) {
        return transactions.query(
                OVERDUE_TASKS,
                row ->
                        DeadlinePassed.of(
                                new TaskId(LedgerRows.text(row, "task_id")),
                                new CommandId(LedgerRows.text(row, "command_id")),
                                LedgerRows.number(row, "version"),
                                requireNonNull(row.get("agent_returned", Boolean.class)),
                                LedgerRows.instant(row, "due_at")),
                hearing.now().toString(),
                limit,
                countsFrom(hearing),
                hearing.silenceCounts(),
                limits.ackTimeout().toMillis(),
                limits.runningTimeout().toMillis());
    }

    @Override
    public List<AgentRestarted> restartedAttempts(Instant now, int limit) {
        return transactions.query(
                RESTARTED,
                row ->
                        AgentRestarted.of(
                                new TaskId(LedgerRows.text(row, "task_id")),
                                new CommandId(LedgerRows.text(row, "command_id")),
                                new AgentId(LedgerRows.text(row, "agent_id")),
                                new BootId(LedgerRows.text(row, "boot_id")),
                                LedgerRows.instant(row, "boot_since")),
                now.toString(),
                limit);
    }

    @Override
    public List<SilencePassed> silentAgents(Hearing hearing, int limit) {
        if (!hearing.silenceCounts()) {
            return List.of();
        }
        return transactions.query(
                SILENT_AGENTS,
                row ->
                        SilencePassed.of(
                                new AgentId(LedgerRows.text(row, "agent_id")),
                                LedgerRows.number(row, "version"),
                                LedgerRows.instant(row, "due_at")),
                hearing.now().toString(),
                limit,
                countsFrom(hearing),
                limits.offlineAfter().toMillis());
    }

    @Override
    public List<AgentTouched> untoldAgents(Instant now, int limit) {
        return transactions.query(
                UNTOLD_AGENTS,
                row ->
                        new AgentTouched(
                                new EventId(LedgerRows.text(row, "event_id")),
                                new AgentId(LedgerRows.text(row, "agent_id")),
                                true),
                now.toString(),
                limit);
    }

    @Override
    public Optional<Instant> nextDeadline(Instant after) {
        return transactions
                .query(
                        NEXT_DEADLINE,
                        row -> Optional.ofNullable(LedgerRows.optionalInstant(row, "next")),
                        after.toString())
                .getFirst();
    }

    /** A row whose id could never stand in a fact is left to whoever made it. */
    @Override
    public List<TaskAdopted> unadopted(int limit) {
        return transactions
                .query(
                        UNADOPTED,
                        row ->
                                IdSyntax.isValid(LedgerRows.text(row, "task_id"))
                                        ? Optional.of(Adoption.of(row))
                                        : Optional.<TaskAdopted>empty(),
                        limit)
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public List<TaskAdopted> adoptions(Collection<String> taskIds) {
        return taskIds.isEmpty()
                ? List.of()
                : transactions.query(
                        "select " + LedgerRows.TASK_COLUMNS + " from tasks where task_id = any($1)",
                        Adoption::of,
                        (Object) taskIds.toArray(String[]::new));
    }

    @Override
    public Optional<Instant> lastSignOfLife() {
        return transactions
                .query(
                        LAST_SIGN_OF_LIFE,
                        row -> Optional.ofNullable(LedgerRows.optionalInstant(row, "last")))
                .getFirst();
    }

    private static String countsFrom(Hearing hearing) {
        Instant from = hearing.countsFrom();
        return from == null ? ALWAYS : from.toString();
    }
}
