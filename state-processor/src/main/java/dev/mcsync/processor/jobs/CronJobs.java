package dev.mcsync.processor.jobs;

import dev.mcsync.processor.database.Transactions;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** The table {@code cron_jobs}: over all processors, one run of a job at a time. Blocks. */
public final class CronJobs {

    /** A run whose process died keeps others out for so long. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final int RENEWALS_A_LEASE = 4;

    private final Transactions transactions;
    private final Duration lease;

    public CronJobs(Transactions transactions) {
        this(transactions, LEASE);
    }

    CronJobs(Transactions transactions, Duration lease) {
        this.transactions = transactions;
        this.lease = lease;
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
     * Does the work under a claim, which is renewed for as long as it takes.
     *
     * @param told what is to be kept of the result, as a JSON object
     * @return nothing, and nothing done, when another run is under way
     */
    public <R> Optional<R> runAlone(String job, Supplier<R> work, Function<R, String> told) {
        Optional<JobClaim> claimed = claim(job);
        if (claimed.isEmpty()) {
            return Optional.empty();
        }
        JobClaim claim = claimed.get();
        try (ClaimKeeper _ = ClaimKeeper.of(claim, lease.dividedBy(RENEWALS_A_LEASE))) {
            R result = work.get();
            claim.finish(told.apply(result));
            return Optional.of(result);
        } catch (RuntimeException | Error e) {
            giveBack(claim, e);
            throw e;
        }
    }

    /** Nothing while another owner's claim lasts. */
    Optional<JobClaim> claim(String job) {
        JobClaim claim = new JobClaim(transactions, job, UUID.randomUUID().toString(), lease);
        return claim.take() ? Optional.of(claim) : Optional.empty();
    }

    /** What cannot be given back runs out by itself. */
    private static void giveBack(JobClaim claim, Throwable cause) {
        try {
            claim.abandon();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
