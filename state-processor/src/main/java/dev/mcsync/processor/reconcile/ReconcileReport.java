package dev.mcsync.processor.reconcile;

import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.processor.audit.Discrepancy;
import java.time.Duration;
import java.util.Map;

/**
 * What one run found and what became of it. On a healthy system nothing was found.
 *
 * @param checkedTasks tasks folded and compared; likewise {@code checkedAgents}
 * @param offlineMarked agents that this run's facts took offline
 * @param timedOutTasks tasks that this run's facts timed out
 * @param resentTasks tasks that this run's facts had handed out again
 * @param adoptedTasks rows that no fact had created, taken over by this run's facts
 * @param found findings of each kind
 * @param driftFixed findings that this run's facts repaired
 * @param incidentsResolved incidents that were open though their cause had ended
 */
record ReconcileReport(
        long checkedTasks,
        long checkedAgents,
        long offlineMarked,
        long timedOutTasks,
        long resentTasks,
        long adoptedTasks,
        Map<Discrepancy.Kind, Long> found,
        long driftFixed,
        long incidentsResolved,
        Duration took) {

    ReconcileReport {
        found = Map.copyOf(found);
    }

    /** Of a run that looks for nothing else. */
    static ReconcileReport ofDrift(
            long checkedTasks,
            long checkedAgents,
            Map<Discrepancy.Kind, Long> found,
            long driftFixed,
            Duration took) {
        return new ReconcileReport(
                checkedTasks, checkedAgents, 0, 0, 0, 0, found, driftFixed, 0, took);
    }

    boolean isClean() {
        return offlineMarked + timedOutTasks + resentTasks + adoptedTasks + incidentsResolved == 0
                && driftFound() == 0;
    }

    long driftFound() {
        return found.values().stream().mapToLong(Long::longValue).sum();
    }

    String json() {
        return writeTo(new ObjectWriter()).finish();
    }

    ObjectWriter writeTo(ObjectWriter out) {
        return out.number("checked_agents", checkedAgents)
                .number("checked_tasks", checkedTasks)
                .number("offline_marked", offlineMarked)
                .number("timed_out_tasks", timedOutTasks)
                .number("resent_tasks", resentTasks)
                .number("adopted_tasks", adoptedTasks)
                .number("drift_found", driftFound())
                .number("drift_fixed", driftFixed)
                .object(
                        "drift",
                        found,
                        (kinds, counts) -> {
                            for (Discrepancy.Kind kind : Discrepancy.Kind.OF_STATE) {
                                kinds.number(kind.wireName(), counts.getOrDefault(kind, 0L));
                            }
                        })
                .number("incidents_resolved", incidentsResolved)
                .number("duration_ms", took.toMillis());
    }
}
