package dev.mcsync.processor.reconcile;

import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.SilencePassed;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.processor.intake.FactPublisher;
import dev.mcsync.processor.intake.Outgoing;
import dev.mcsync.processor.intake.Records;
import dev.mcsync.processor.ledger.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look over the whole state. Whatever it finds is repaired by facts on the log, and counted
 * only when they have taken effect. Blocks; one run at a time over all processors.
 */
final class Reconciliation {

    private static final Logger log = LoggerFactory.getLogger(Reconciliation.class);

    private static final int PAGE = 1_000;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration WAIT_STEP = Duration.ofMillis(25);

    private final Watch watch;
    private final FactPublisher publisher;
    private final ReconcileStore store;
    private final InstantSource clock;

    Reconciliation(
            Watch watch, FactPublisher publisher, ReconcileStore store, InstantSource clock) {
        this.watch = watch;
        this.publisher = publisher;
        this.store = store;
        this.clock = clock;
    }

    /** Nothing when another run is under way. */
    Optional<ReconcileReport> run() {
        if (!store.claim()) {
            return Optional.empty();
        }
        try {
            ReconcileReport report = look();
            store.finish(report);
            if (!report.isClean()) {
                log.info("Reconcile found work: {}", report);
            }
            return Optional.of(report);
        } catch (RuntimeException e) {
            store.abandon();
            throw e;
        }
    }

    private ReconcileReport look() {
        Instant now = clock.instant();
        List<DeadlinePassed> overdue = watch.overdueTasks(now, PAGE);
        List<SilencePassed> silent = watch.silentAgents(now, PAGE);
        List<TaskAdopted> unadopted = watch.unadopted(PAGE);
        say(overdue, silent, unadopted);
        List<String> tasks = overdue.stream().map(passed -> passed.taskId().value()).toList();
        List<String> agents = silent.stream().map(passed -> passed.agentId().value()).toList();
        return new ReconcileReport(
                store.agents(),
                store.agentsOffline(agents),
                store.tasksIn("timeout", tasks),
                store.tasksIn("queued", tasks),
                store.processed(
                        unadopted.stream().map(adopted -> adopted.eventId().value()).toList()));
    }

    private void say(
            List<DeadlinePassed> overdue, List<SilencePassed> silent, List<TaskAdopted> unadopted) {
        List<Outgoing> facts = new ArrayList<>();
        List<String> eventIds = new ArrayList<>();
        overdue.forEach(fact -> facts.add(Records.fact(fact)));
        overdue.forEach(fact -> eventIds.add(fact.eventId().value()));
        silent.forEach(fact -> facts.add(Records.fact(fact)));
        silent.forEach(fact -> eventIds.add(fact.eventId().value()));
        unadopted.forEach(fact -> facts.add(Records.fact(fact)));
        unadopted.forEach(fact -> eventIds.add(fact.eventId().value()));
        if (!facts.isEmpty()) {
            publisher.publish(facts);
            awaitApplied(eventIds);
        }
    }

    /**
     * What the log has not reached by then is left out of the counts, and found again next time.
     */
    private void awaitApplied(List<String> eventIds) {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (store.processed(eventIds) < eventIds.size() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(WAIT_STEP);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
