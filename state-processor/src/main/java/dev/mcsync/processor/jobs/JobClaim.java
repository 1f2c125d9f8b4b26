package dev.mcsync.processor.jobs;

import dev.mcsync.processor.database.Transactions;
import java.time.Duration;

/**
 * The right to run a job, for as long as it is renewed. Only its owner frees it: whoever was
 * overtaken frees nothing. Blocks.
 */
final class JobClaim {

    /** Versions without owners kept a claim for this long at most, and did not renew it. */
    private static final Duration LONGEST_WITHOUT_OWNER = Duration.ofMinutes(35);

    private final Transactions transactions;
    private final String job;
    private final String owner;
    private final Duration lease;

    /**
     * @param owner of this claim alone
     */
    JobClaim(Transactions transactions, String job, String owner, Duration lease) {
        this.transactions = transactions;
        this.job = job;
        this.owner = owner;
        this.lease = lease;
    }

    String job() {
        return job;
    }

    /** False while another one lasts. */
    boolean take() {
        return transactions.update(
                        "update cron_jobs set running = true, last_started_at = now(), owner = $2,"
                                + " claimed_until = now() + $3::interval where job = $1"
                                + " and (running is not true or coalesce(claimed_until,"
                                + " last_started_at + $4::interval, '-infinity') < now())",
                        job,
                        owner,
                        interval(lease),
                        interval(LONGEST_WITHOUT_OWNER))
                == 1;
    }

    /** False when it has run out and another owner has taken the job. */
    boolean renew() {
        return transactions.update(
                        "update cron_jobs set claimed_until = now() + $3::interval"
                                + " where job = $1 and owner = $2",
                        job,
                        owner,
                        interval(lease))
                == 1;
    }

    /**
     * Gives the claim back and keeps the result.
     *
     * @param result a JSON object
     */
    void finish(String result) {
        transactions.update(
                "update cron_jobs set running = false, owner = null, claimed_until = null,"
                        + " last_finished_at = now(), last_result = $3::jsonb"
                        + " where job = $1 and owner = $2",
                job,
                owner,
                result);
    }

    /** Gives the claim back without a result. */
    void abandon() {
        transactions.update(
                "update cron_jobs set running = false, owner = null, claimed_until = null"
                        + " where job = $1 and owner = $2",
                job,
                owner);
    }

    private static String interval(Duration duration) {
        return duration.toMillis() + " milliseconds";
    }
}
