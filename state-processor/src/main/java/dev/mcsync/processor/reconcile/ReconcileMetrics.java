package dev.mcsync.processor.reconcile;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What the runs found; on a healthy system the first stays at zero. */
final class ReconcileMetrics {

    private final Counter findings;
    private final Counter repaired;
    private final Timer runs;
    private volatile long lastEndNanos = System.nanoTime();

    ReconcileMetrics(MeterRegistry registry) {
        this.findings =
                Counter.builder("mc_processor_reconcile_findings_total")
                        .description("Whatever a reconcile run found that should not have been so")
                        .register(registry);
        this.repaired =
                Counter.builder("mc_processor_reconcile_repaired_total")
                        .description("Drifts that a reconcile run repaired through the log")
                        .register(registry);
        this.runs =
                Timer.builder("mc_processor_reconcile_seconds")
                        .description("How long the reconcile runs took")
                        .register(registry);
        TimeGauge.builder(
                        "mc.processor.reconcile.age",
                        this,
                        TimeUnit.MILLISECONDS,
                        ReconcileMetrics::ageMillis)
                .description("How long ago this processor last brought a reconcile run to its end")
                .strongReference(true)
                .register(registry);
    }

    void count(ReconcileReport report) {
        findings.increment(
                (double)
                        (report.driftFound()
                                + report.offlineMarked()
                                + report.timedOutTasks()
                                + report.resentTasks()
                                + report.adoptedTasks()
                                + report.incidentsResolved()));
        repaired.increment((double) report.driftFixed());
        runs.record(report.took());
        lastEndNanos = System.nanoTime();
    }

    private double ageMillis() {
        return Duration.ofNanos(System.nanoTime() - lastEndNanos).toMillis();
    }
}
