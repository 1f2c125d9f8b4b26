package dev.mcsync.processor.jobs;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.support.CronExpression;

/** Runs one job by the clock, on a thread of its own; in UTC. */
public final class JobSchedule implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(JobSchedule.class);

    private static final Duration REGISTER_AGAIN_AFTER = Duration.ofSeconds(5);

    /** Within what Spring gives a phase of the shutdown. */
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final String job;
    private final String schedule;
    private final CronExpression cron;
    private final CronJobs jobs;
    private final Runnable run;
    private final Runnable interrupt;
    private final ScheduledThreadPoolExecutor executor;
    private volatile boolean running;

    /**
     * @param schedule six fields, as Spring has them
     * @param run may throw; the next run looks again
     * @param interrupt asks a run under way to end soon, and every later one to do nothing
     * @throws IllegalArgumentException when the schedule is none
     */
    public JobSchedule(
            String job, String schedule, CronJobs jobs, Runnable run, Runnable interrupt) {
        this.job = job;
        this.schedule = schedule;
        this.cron = CronExpression.parse(schedule);
        this.jobs = jobs;
        this.run = run;
        this.interrupt = interrupt;
        this.executor =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().name(job).daemon().factory());
        // Or a stop would wait for the next run as well.
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void start() {
        running = true;
        executor.execute(this::register);
    }

    /** Waits for a run under way: it still needs the database, to give its claim back. */
    @Override
    public void stop() {
        running = false;
        interrupt.run();
        executor.shutdown();
        try {
            if (!executor.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("The run of {} has not ended within {}", job, LONGEST_END);
                executor.shutdownNow();
            }
        } catch (InterruptedException _) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void register() {
        try {
            jobs.register(job, schedule);
            planNext();
        } catch (RuntimeException | Error e) {
            // The executor would swallow an error, and nothing would be planned any more.
            log.warn("Cannot register the job {} yet; trying again", job, e);
            plan(this::register, REGISTER_AGAIN_AFTER);
        }
    }

    private void runAndPlan() {
        try {
            run.run();
        } catch (RuntimeException | Error e) {
            // The executor would swallow an error, and nothing would be planned any more.
            if (running) {
                log.warn("The job {} failed; its next run looks again", job, e);
            } else {
                log.info("The run of {} was broken off: {}", job, String.valueOf(e));
            }
        }
        planNext();
    }

    private void planNext() {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        ZonedDateTime next = cron.next(now);
        if (next == null) {
            log.info("The schedule {} of {} never comes up", schedule, job);
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
