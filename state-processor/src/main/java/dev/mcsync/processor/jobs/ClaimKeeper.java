package dev.mcsync.processor.jobs;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews a claim at intervals, on a thread of its own, until it is closed. */
final class ClaimKeeper implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ClaimKeeper.class);

    private final JobClaim claim;
    private final ScheduledExecutorService executor;

    private ClaimKeeper(JobClaim claim) {
        this.claim = claim;
        this.executor =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name(claim.job() + "-claim").daemon().factory());
    }

    static ClaimKeeper of(JobClaim claim, Duration interval) {
        ClaimKeeper keeper = new ClaimKeeper(claim);
        long millis = interval.toMillis();
        var _ =
                keeper.executor.scheduleAtFixedRate(
                        keeper::renew, millis, millis, TimeUnit.MILLISECONDS);
        return keeper;
    }

    @Override
    public void close() {
        executor.shutdown();
    }

    private void renew() {
        try {
            if (!claim.renew() && !executor.isShutdown()) {
                log.warn(
                        "The claim of {} ran out and another processor has the job; this run ends without a mark",
                        claim.job());
                executor.shutdown();
            }
        } catch (RuntimeException e) {
            log.warn("Cannot renew the claim of {} yet; trying again", claim.job(), e);
        }
    }
}
