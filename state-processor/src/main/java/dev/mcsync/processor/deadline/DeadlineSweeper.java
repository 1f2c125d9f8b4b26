package dev.mcsync.processor.deadline;

import dev.mcsync.processor.hearing.Hearing;
import dev.mcsync.processor.hearing.HearingWatch;
import dev.mcsync.processor.ledger.Watch;
import dev.mcsync.processor.publish.FactPublisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sleeps until the next clock runs out, on a thread of its own. A new clock may be shorter than the
 * one slept for, so no sleep is longer than {@link #LONGEST_SLEEP}. Every processor has one; they
 * all say the same facts with the same ids, and each takes effect once.
 *
 * <p>After an outage in which nobody could be heard, agents and their work get their whole limit
 * again before silence counts ({@link Hearing}). Time is the log's own where it is known: neither a
 * jump of this machine's clock nor a sleep of the machine makes anything overdue.
 */
public final class DeadlineSweeper implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DeadlineSweeper.class);

    private static final Duration LONGEST_SLEEP = Duration.ofMillis(500);
    private static final Duration SHORTEST_SLEEP = Duration.ofMillis(10);
    private static final Duration SLEEP_AFTER_FAULT = Duration.ofSeconds(1);
    private static final Duration ADOPTION_INTERVAL = Duration.ofSeconds(10);

    private final Watch watch;
    private final Sweep sweep;
    private final SweepAge age;
    private final HearingWatch hearings;
    private final InstantSource clock;
    private final Counter fired;
    private @Nullable Thread thread;
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private Instant nextAdoption = Instant.MIN;
    private boolean faultTold;

    public DeadlineSweeper(
            Watch watch,
            FactPublisher publisher,
            HearingWatch hearings,
            InstantSource clock,
            MeterRegistry registry) {
        this.watch = watch;
        this.age = SweepAge.toldTo(registry);
        this.sweep = new Sweep(watch, publisher, new Lateness(registry));
        this.hearings = hearings;
        this.clock = clock;
        this.fired =
                Counter.builder("mc_processor_deadlines_fired_total")
                        .description(
                                "Facts said because a clock ran out or a row had no creating fact")
                        .register(registry);
    }

    @Override
    public synchronized void start() {
        stopped = new CountDownLatch(1);
        thread = Thread.ofPlatform().name("deadlines").daemon().start(this::run);
    }

    @Override
    public synchronized void stop() {
        stopped.countDown();
        Thread running = thread;
        if (running != null) {
            try {
                running.join(Duration.ofSeconds(10));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private void run() {
        Duration sleep = Duration.ZERO;
        while (!isStoppedWithin(sleep)) {
            sleep = sweepOrTell();
        }
    }

    /** Without this thread no deadline would pass any more. */
    private Duration sweepOrTell() {
        try {
            return sweepOnce();
        } catch (Error e) {
            log.error("A look at the deadlines met an error; the next one looks again", e);
            return SLEEP_AFTER_FAULT;
        }
    }

    /**
     * Looks once, on the calling thread. Nothing is lost by a fault: whatever is overdue still is
     * when the next sweep looks.
     *
     * @return how long to sleep before the next look
     */
    public Duration sweepOnce() {
        try {
            Hearing hearing = hearings.at(clock.instant());
            Instant now = hearing.now();
            int said = sweep.at(hearing);
            fired.increment(said);
            if (!now.isBefore(nextAdoption)) {
                fired.increment(sweep.adopt(now));
                nextAdoption = now.plus(ADOPTION_INTERVAL);
            }
            faultTold = false;
            age.renew();
            return said < Sweep.PAGE ? untilNext(watch.nextDeadline(now), now) : SHORTEST_SLEEP;
        } catch (RuntimeException e) {
            if (!faultTold) {
                log.warn("Cannot watch the deadlines now; trying every {}", SLEEP_AFTER_FAULT, e);
                faultTold = true;
            }
            return SLEEP_AFTER_FAULT;
        }
    }

    private static Duration untilNext(Optional<Instant> deadline, Instant now) {
        Duration until = deadline.map(at -> Duration.between(now, at)).orElse(LONGEST_SLEEP);
        if (until.compareTo(LONGEST_SLEEP) > 0) {
            return LONGEST_SLEEP;
        }
        return until.compareTo(SHORTEST_SLEEP) < 0 ? SHORTEST_SLEEP : until;
    }

    private boolean isStoppedWithin(Duration sleep) {
        try {
            return stopped.await(sleep.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
