package dev.mcsync.processor.reconcile;

import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.SilencePassed;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.processor.audit.Discrepancy;
import dev.mcsync.processor.audit.DriftScan;
import dev.mcsync.processor.audit.Progress;
import dev.mcsync.processor.hearing.Hearing;
import dev.mcsync.processor.hearing.HearingWatch;
import dev.mcsync.processor.ledger.Watch;
import dev.mcsync.processor.publish.FactPublisher;
import dev.mcsync.processor.publish.Outgoing;
import dev.mcsync.processor.publish.Records;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look over what has changed, or over the whole state. Whatever it finds is repaired by facts
 * on the log, and counted only when they have taken effect. Blocks.
 */
final class Reconciliation {

    private static final Logger log = LoggerFactory.getLogger(Reconciliation.class);

    private static final int PAGE = 1_000;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration WAIT_STEP = Duration.ofMillis(25);

    /** The sweepers' own time: what is overdue for longer, they have missed. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Watch watch;
    private final HearingWatch hearings;
    private final FactPublisher publisher;
    private final DriftScan scan;
    private final ReconcileStore store;
    private final ReconcileMetrics metrics;
    private final InstantSource clock;
    private final CountDownLatch interrupted = new CountDownLatch(1);

    Reconciliation(
            Watch watch,
            HearingWatch hearings,
            FactPublisher publisher,
            DriftScan scan,
            ReconcileStore store,
            ReconcileMetrics metrics,
            InstantSource clock) {
        this.watch = watch;
        this.hearings = hearings;
        this.publisher = publisher;
        this.scan = scan;
        this.store = store;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Ends the look under way soon, by an exception, and every later one at once. */
    void interrupt() {
        interrupted.countDown();
    }

    /** Looks and repairs; one at a time over all processors, which is the caller's to see to. */
    ReconcileReport run() {
        return told(ReconcileJob.NAME, lookAtChanges(clock.instant()));
    }

    /**
     * The same for all that ever was, at leisure: it finds what leaves no trace where the other one
     * looks, and may run beside it. Incidents are ended by the other one alone, which looks at all
     * that are open.
     */
    ReconcileReport runOverEverything() {
        return told(ReconcileJob.OF_EVERYTHING, lookAtEverything(clock.instant()));
    }

    private ReconcileReport told(String job, ReconcileReport report) {
        store.note(job, report);
        metrics.count(report);
        if (!report.isClean()) {
            log.info("{} found work: {}", job, report);
        }
        return report;
    }

    private void goOn() {
        if (interrupted.getCount() == 0) {
            throw new CancellationException("The reconcile run was interrupted");
        }
    }

    private ReconcileReport lookAtChanges(Instant begun) {
        goOn();
        Missed missed = missed(hearings.at(begun).before(GRACE));
        Findings findings = new Findings();
        DriftScan.Counts looked =
                scan.run(
                        DriftScan.Scope.SINCE_THE_LAST_LOOK,
                        findings,
                        (_, _, _) -> goOn(),
                        store.logbook(findings::isAll));
        long fixed = repair(findings.kept());
        long ended = store.resolveEnded(findings.kept().stream().map(Repairs::causeOf).toList());
        return new ReconcileReport(
                looked.tasks(),
                looked.agents(),
                missed.offline(),
                missed.timedOut(),
                missed.resent(),
                missed.adopted(),
                findings.counts(),
                fixed,
                ended,
                Duration.between(begun, clock.instant()));
    }

    private ReconcileReport lookAtEverything(Instant begun) {
        goOn();
        Findings findings = new Findings();
        DriftScan.Counts looked =
                scan.run(DriftScan.Scope.EVERYTHING_AT_WORK, findings, new AtLeisure());
        return ReconcileReport.ofDrift(
                looked.tasks(),
                looked.agents(),
                findings.counts(),
                repair(findings.kept()),
                Duration.between(begun, clock.instant()));
    }

    /** Works for as long as it rests. */
    private final class AtLeisure implements Progress {

        private long wokeNanos = System.nanoTime();

        @Override
        public void at(String step, long done, long expected) {
            goOn();
        }

        @Override
        public void pause() {
            try {
                if (interrupted.await(System.nanoTime() - wokeNanos, TimeUnit.NANOSECONDS)) {
                    goOn();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new CancellationException("The reconcile run was interrupted");
            }
            wokeNanos = System.nanoTime();
        }
    }

    private record Missed(long offline, long timedOut, long resent, long adopted) {}

    /** Says what the sweepers should have said. */
    private Missed missed(Hearing before) {
        List<DeadlinePassed> overdue = watch.overdueTasks(before, PAGE);
        List<SilencePassed> silent = watch.silentAgents(before, PAGE);
        List<TaskAdopted> unadopted = watch.unadopted(PAGE);
        Said said = new Said();
        overdue.forEach(fact -> said.add(fact.eventId().value(), Records.fact(fact)));
        silent.forEach(fact -> said.add(fact.eventId().value(), Records.fact(fact)));
        unadopted.forEach(fact -> said.add(fact.eventId().value(), Records.fact(fact)));
        publish(said);
        List<String> tasks = overdue.stream().map(passed -> passed.taskId().value()).toList();
        List<String> agents = silent.stream().map(passed -> passed.agentId().value()).toList();
        return new Missed(
                store.agentsOffline(agents),
                store.tasksIn("timeout", tasks),
                store.tasksIn("queued", tasks),
                store.applied(
                        unadopted.stream().map(adopted -> adopted.eventId().value()).toList()));
    }

    /**
     * @return how many were repaired
     */
    private long repair(List<Discrepancy> findings) {
        Repairs repairs = Repairs.of(findings, watch);
        store.open(findings);
        for (int from = 0; from < repairs.facts().size(); from += PAGE) {
            Said said = new Said();
            repairs.facts()
                    .subList(from, Math.min(from + PAGE, repairs.facts().size()))
                    .forEach(repair -> said.add(repair.eventId(), repair.fact()));
            publish(said);
        }
        Map<String, String> causes = repairs.causes();
        List<String> applied = store.appliedOf(causes.keySet());
        store.resolve(applied, causes);
        return applied.size();
    }

    private static final class Said {
        private final List<String> eventIds = new ArrayList<>();
        private final List<Outgoing> facts = new ArrayList<>();

        void add(String eventId, Outgoing fact) {
            eventIds.add(eventId);
            facts.add(fact);
        }
    }

    /**
     * What the log has not reached in time is left out of the counts, and found again next time.
     */
    private void publish(Said said) {
        if (said.facts.isEmpty()) {
            return;
        }
        publisher.publish(said.facts);
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (store.processed(said.eventIds) < said.eventIds.size()
                && System.nanoTime() < deadline) {
            try {
                if (interrupted.await(WAIT_STEP.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
