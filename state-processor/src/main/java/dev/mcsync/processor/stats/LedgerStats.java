package dev.mcsync.processor.stats;

import static java.util.Objects.requireNonNull;

import dev.mcsync.processor.database.Transactions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the agents' figures again from the ledger alone, by other means than those that keep them,
 * and tells where the tables say something else. Reads the whole ledger, in one statement and so of
 * one moment. Blocks.
 */
public final class LedgerStats {

    /**
     * A figure that is not what the ledger makes it.
     *
     * @param figure such as {@code tasks_done}, or {@code ack bucket 12}
     */
    public record Difference(String agentId, String figure, long expected, long found) {}

    private static final String COUNTED =
            """
            with told as (
                select id, agent_id, task_id, type, outcome, version, from_status, to_status,
                    from_stage, received_at,
                    type in ('ack', 'running', 'progress', 'done', 'failed') as is_report,
                    max(received_at) filter (where changed and from_status is distinct from to_status)
                        over earlier as status_since,
                    max(received_at) filter (where changed and from_stage is distinct from to_stage)
                        over earlier as stage_since
                from (select *, version is not null and type <> 'repaired' as changed
                      from agent_events where task_id is not null and body is not null) e
                window earlier as (partition by task_id order by id
                    rows between unbounded preceding and 1 preceding)
            ), effective as (
                select *, is_report and from_status <> to_status as is_step,
                    case
                        when is_report and from_status <> to_status and to_status in ('done', 'failed')
                            then to_status
                        when type = 'deadline_passed' and to_status = 'timeout' then 'timeout'
                        when type = 'restarted' and to_status = 'failed' then 'restarted'
                        when type = 'cancelled' and from_status in ('queued', 'ack', 'running')
                            then 'cancelled'
                    end as result
                from told where version is not null and outcome = 'applied'
            ), timed as (
                select agent_id, 'ack' as measure, received_at - greatest(status_since, stage_since) as took
                from effective where is_step and from_status = 'queued' and from_stage <> 'backlog'
                union all
                select agent_id, 'run', received_at - status_since
                from effective where is_step and from_status = 'running' and result is not null
            ), bucketed as (
                select agent_id, measure, case when ms <= 1 then 0
                    else least(240, ceil(ln(ms::float8) / ln(1.09::float8)))::int end as bucket
                from (select agent_id, measure, floor(extract(epoch from took) * 1000) as ms from timed) t
            ), expected as (
                select agent_id, 'tasks_' || result as figure, count(*) as n
                from effective where result is not null group by 1, 2
                union all
                select agent_id, 'tasks_timeout', -count(*)
                from effective where is_step and from_status = 'timeout' group by 1
                union all
                select agent_id, measure || ' bucket ' || bucket, count(*) from bucketed group by 1, 2
            ), kept as (
                select agent_id, figure, n from agent_stats cross join lateral (values
                    ('tasks_done', coalesce(tasks_done, 0) - earlier_done),
                    ('tasks_failed', coalesce(tasks_failed, 0) - earlier_failed),
                    ('tasks_timeout', coalesce(tasks_timeout, 0) - earlier_timeout),
                    ('tasks_cancelled', tasks_cancelled),
                    ('tasks_restarted', tasks_restarted)) as figures (figure, n)
                union all
                select agent_id, measure || ' bucket ' || bucket, n from agent_timings
            )
            select agent_id, figure, expected, found
            from (select agent_id, figure, sum(n)::bigint as expected from expected group by 1, 2) e
            full join (select agent_id, figure, n as found from kept) k using (agent_id, figure)
            where coalesce(expected, 0) <> coalesce(found, 0)
            order by agent_id, figure limit $1
            """;

    private final Transactions transactions;

    public LedgerStats(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Nothing, on a healthy system.
     *
     * @param limit the most that are told
     */
    public List<Difference> differences(int limit) {
        return transactions.query(
                COUNTED,
                row ->
                        new Difference(
                                requireNonNull(row.get("agent_id", String.class)),
                                requireNonNull(row.get("figure", String.class)),
                                orZero(row.get("expected", Long.class)),
                                orZero(row.get("found", Long.class))),
                limit);
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
