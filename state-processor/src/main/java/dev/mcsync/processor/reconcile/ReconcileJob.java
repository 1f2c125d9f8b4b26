package dev.mcsync.processor.reconcile;

import dev.mcsync.processor.jobs.CronJobs;
import java.util.Optional;

/**
 * The reconciliation as two jobs, each one run at a time over all processors: what has changed, by
 * the clock or asked for, and everything, by the clock alone.
 */
final class ReconcileJob {

    static final String NAME = "reconcile-agents";
    static final String OF_EVERYTHING = "reconcile-all";

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

    /** Nothing when another run over everything is under way. Blocks. */
    Optional<ReconcileReport> runOverEverything() {
        return jobs.runAlone(
                OF_EVERYTHING, reconciliation::runOverEverything, ReconcileReport::json);
    }

    void interrupt() {
        reconciliation.interrupt();
    }
}
