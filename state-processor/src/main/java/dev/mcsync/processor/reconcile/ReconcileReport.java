package dev.mcsync.processor.reconcile;

import dev.mcsync.contracts.json.ObjectWriter;

/**
 * What one run found and what became of it. On a healthy system all but the first are zero.
 *
 * @param checkedAgents agents looked at
 * @param offlineMarked agents that this run's facts took offline
 * @param timedOutTasks tasks that this run's facts timed out
 * @param resentTasks tasks that this run's facts had handed out again
 * @param driftFixed rows that no fact had created, adopted by this run
 */
record ReconcileReport(
        long checkedAgents,
        long offlineMarked,
        long timedOutTasks,
        long resentTasks,
        long driftFixed) {

    boolean isClean() {
        return offlineMarked + timedOutTasks + resentTasks + driftFixed == 0;
    }

    ObjectWriter writeTo(ObjectWriter out) {
        return out.number("checked_agents", checkedAgents)
                .number("offline_marked", offlineMarked)
                .number("timed_out_tasks", timedOutTasks)
                .number("resent_tasks", resentTasks)
                .number("drift_fixed", driftFixed);
    }
}
