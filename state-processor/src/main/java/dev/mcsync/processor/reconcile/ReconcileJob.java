package dev.mcsync.processor.reconcile;

import dev.mcsync.processor.jobs.CronJobs;
import java.util.Optional;

/**
 * The reconciliation as a job: one run at a time over all processors, by the clock or asked for.
 */
final class ReconcileJob {

    static final String NAME = "reconcile-agents";

    private final CronJobs jobs;
    private final Reconciliation reconciliation;

    ReconcileJob(CronJobs jobs, Reconciliation reconciliation) {
        this.jobs = jobs;
        this.reconciliation = reconciliation;
    }

    /** Nothing when another run is under way. Blocks. */
    Optional<ReconcileReport> run() {
        return jobs.runAlone(NAME, reconciliation::run, ReconcileReport::json);
    }

    void interrupt() {
        reconciliation.interrupt();
    }
}
