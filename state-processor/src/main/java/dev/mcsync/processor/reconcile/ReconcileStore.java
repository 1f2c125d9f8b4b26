package dev.mcsync.processor.reconcile;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.processor.database.Transactions;
import java.time.Duration;
import java.util.Collection;

/** The tables that a reconcile run reads and reports to. Blocks. */
final class ReconcileStore {

    static final String JOB = "reconcile-agents";

    /** A run whose process died leaves its mark; after this time it no longer keeps others out. */
    private static final Duration ABANDONED_AFTER = Duration.ofMinutes(2);

    private final Transactions transactions;

    ReconcileStore(Transactions transactions) {
        this.transactions = transactions;
    }

    void register(String schedule) {
        transactions.update(
                "insert into cron_jobs (job, schedule, running) values ($1, $2, false)"
                        + " on conflict (job) do update set schedule = excluded.schedule",
                JOB,
                schedule);
    }

    /** Whether this caller may run; only one may at a time, over all processors. */
    boolean claim() {
        return transactions.update(
                        "update cron_jobs set running = true, last_started_at = now() where job = $1"
                                + " and (running is not true or last_started_at < now() - $2::interval)",
                        JOB,
                        ABANDONED_AFTER.toSeconds() + " seconds")
                == 1;
    }

    void finish(ReconcileReport report) {
        String result = report.writeTo(new ObjectWriter()).finish();
        transactions.update(
                "update cron_jobs set running = false, last_finished_at = now(), last_result = $2::jsonb where job = $1",
                JOB,
                result);
        transactions.update(
                "insert into health_checks (kind, checked_at, ok, finding) values ($1, now(), $2, $3::jsonb)",
                JOB,
                report.isClean(),
                result);
    }

    void abandon() {
        transactions.update("update cron_jobs set running = false where job = $1", JOB);
    }

    long agents() {
        return count("select count(*) as n from agents_status where version > 0");
    }

    /** How many of the tasks have moved on and stand in the status. */
    long tasksIn(String status, Collection<String> taskIds) {
        return count(
                "select count(*) as n from tasks where task_id = any($1) and status = $2",
                array(taskIds),
                status);
    }

    long agentsOffline(Collection<String> agentIds) {
        return count(
                "select count(*) as n from agents_status where agent_id = any($1) and presence = 'offline'",
                (Object) array(agentIds));
    }

    /** How many of the events have been applied, with whatever result. */
    long processed(Collection<String> eventIds) {
        return count(
                "select count(*) as n from processed_events where event_id = any($1)",
                (Object) array(eventIds));
    }

    private long count(String sql, Object... parameters) {
        return transactions
                .query(sql, row -> requireNonNull(row.get("n", Long.class)), parameters)
                .getFirst();
    }

    private static String[] array(Collection<String> values) {
        return values.toArray(String[]::new);
    }
}
