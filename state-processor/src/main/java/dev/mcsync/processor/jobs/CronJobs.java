package dev.mcsync.processor.jobs;

import dev.mcsync.processor.database.Transactions;
import java.time.Duration;

/** The table {@code cron_jobs}. Blocks. */
public final class CronJobs {

    private final Transactions transactions;

    public CronJobs(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Makes the job known, so that it can be claimed. */
    public void register(String job, String schedule) {
        transactions.update(
                "insert into cron_jobs (job, schedule, running) values ($1, $2, false)"
                        + " on conflict (job) do update set schedule = excluded.schedule",
                job,
                schedule);
    }

    /**
     * Whether this caller may run the job; only one may at a time, over all processors.
     *
     * @param abandonedAfter a run whose process died leaves its mark; after this time it no longer
     *     keeps others out. No run may take longer
     */
    public boolean claim(String job, Duration abandonedAfter) {
        return transactions.update(
                        "update cron_jobs set running = true, last_started_at = now() where job = $1"
                                + " and (running is not true or last_started_at < now() - $2::interval)",
                        job,
                        abandonedAfter.toSeconds() + " seconds")
                == 1;
    }

    /**
     * @param result a JSON object
     */
    public void finish(String job, String result) {
        transactions.update(
                "update cron_jobs set running = false, last_finished_at = now(), last_result = $2::jsonb"
                        + " where job = $1",
                job,
                result);
    }

    /** Gives the claim back without a result. */
    public void abandon(String job) {
        transactions.update("update cron_jobs set running = false where job = $1", job);
    }
}
