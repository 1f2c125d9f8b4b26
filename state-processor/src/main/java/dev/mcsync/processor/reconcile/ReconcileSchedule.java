package dev.mcsync.processor.reconcile;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.support.CronExpression;

/** Runs the reconciliation by the clock, on a thread of its own. */
final class ReconcileSchedule implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ReconcileSchedule.class);

    private static final Duration REGISTER_AGAIN_AFTER = Duration.ofSeconds(5);

    private final Reconciliation reconciliation;
    private final ReconcileStore store;
    private final String schedule;
    private final CronExpression cron;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("reconcile").daemon().factory());
    private volatile boolean running;

    ReconcileSchedule(Reconciliation reconciliation, ReconcileStore store, String schedule) {
        this.reconciliation = reconciliation;
        this.store = store;
        this.schedule = schedule;
        this.cron = CronExpression.parse(schedule);
    }

    @Override
    public void start() {
        running = true;
        executor.execute(this::register);
    }

    @Override
    public void stop() {
        running = false;
        executor.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void register() {
        try {
            store.register(schedule);
            planNext();
        } catch (RuntimeException | Error e) {
            // The executor would swallow an error, and nothing would be planned any more.
            log.warn("Cannot register the reconcile job yet; trying again", e);
            plan(this::register, REGISTER_AGAIN_AFTER);
        }
    }

    private void runAndPlan() {
        try {
            if (reconciliation.run().isEmpty()) {
                log.debug("Another reconcile run is under way");
            }
        } catch (RuntimeException | Error e) {
            // The executor would swallow an error, and nothing would be planned any more.
            log.warn("The reconcile run failed; the next one looks again", e);
        }
        planNext();
    }

    private void planNext() {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        ZonedDateTime next = cron.next(now);
        if (next == null) {
            log.info("The schedule {} never comes up; reconcile runs on request only", schedule);
            return;
        }
        plan(this::runAndPlan, Duration.between(now, next));
    }

    private void plan(Runnable task, Duration delay) {
        if (running) {
            var _ = executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
