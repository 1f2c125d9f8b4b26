package dev.mcsync.infra.proof.outage;

import dev.mcsync.infra.local.run.RunFailedException;
import dev.mcsync.infra.operator.api.McApi;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** One outage after the other under one load, and at the end a look at what became of it all. */
final class OutageRun {

    private static final int LIVES_PER_SECOND = 12;
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final long MAX_HEAP_GROWTH_BYTES = 100L << 20;

    private final OutageBed bed;
    private final PrintStream out;
    private final Duration length;
    private final boolean isStrict;
    private final List<String> violations = new ArrayList<>();

    /**
     * @param length of each outage
     * @param isStrict holds it to the targets; otherwise time is only measured
     */
    OutageRun(OutageBed bed, PrintStream out, Duration length, boolean isStrict) {
        this.bed = bed;
        this.out = out;
        this.length = length;
        this.isStrict = isStrict;
    }

    /** Gives everything that should not have been, in words. */
    List<String> run(List<Outage> outages) throws InterruptedException {
        try (McApi api = bed.api();
                Load load = new Load(api, LIVES_PER_SECOND, true)) {
            load.enter("before");
            load.start();
            awaitFlow("select count(*) as n from processed_events where 0 < %s", Instant.now());
            LockSupport.parkNanos(CALM.toNanos());
            long heapBefore = heapAfterCollection();
            out.printf("Heap before: %d MB%n%s%n", heapBefore >> 20, Measured.header());
            for (Outage outage : outages) {
                judge(measure(outage, load), heapBefore);
            }
            Load.Answers last = load.enter("after");
            if (!load.finish(PATIENCE)) {
                violations.add("clients were still without an answer after " + PATIENCE);
            }
            violations.addAll(last.wrong());
            violations.addAll(
                    new Aftermath(bed.ledger(), bed.discord(), bed.broker().bootstrapServers(), out)
                            .violations(load));
        }
        return List.copyOf(violations);
    }

    private Measured measure(Outage outage, Load load) throws InterruptedException {
        // What does not flow before cannot be seen to be cut off.
        awaitFlow(outage.flowSince(), Instant.now());
        Load.Answers answers = load.enter(outage.label());
        long start = System.nanoTime();
        outage.begin(bed);
        LockSupport.parkNanos(length.toNanos());
        if (!outage.wasFelt(bed)) {
            violations.add(outage.label() + ": no sign of the fault, so this proves nothing");
        }
        long heap = heapAfterCollection();
        Duration lasted = Duration.ofNanos(System.nanoTime() - start);
        Instant givenBack = Instant.now();
        outage.end(bed);
        awaitFlow(outage.flowSince(), givenBack);
        Duration flowAfter = Duration.between(givenBack, Instant.now());
        load.enter("after " + outage.label());
        awaitReady(outage);
        return new Measured(outage, lasted, answers, flowAfter, heap);
    }

    private void awaitReady(Outage outage) {
        try {
            bed.awaitReady();
        } catch (RunFailedException e) {
            violations.add("after " + outage.label() + ": " + e.getMessage());
        }
    }

    private void judge(Measured measured, long heapBefore) {
        out.println(measured.line());
        Outage outage = measured.outage();
        measured.answers()
                .wrong()
                .forEach(wrong -> violations.add(outage.label() + " answered " + wrong));
        if (measured.heapBytes() > heapBefore + MAX_HEAP_GROWTH_BYTES) {
            violations.add(outage.label() + ": the heap grew to " + measured.heapBytes());
        }
        if (isStrict && measured.answers().slowest().compareTo(outage.answerTarget()) > 0) {
            violations.add(
                    "%s: an answer took %s, more than %s"
                            .formatted(
                                    outage.label(),
                                    measured.answers().slowest(),
                                    outage.answerTarget()));
        }
        if (isStrict && measured.flowAfter().compareTo(outage.flowTarget()) > 0) {
            violations.add(
                    "%s: work went on after %s, later than %s"
                            .formatted(outage.label(), measured.flowAfter(), outage.flowTarget()));
        }
    }

    private void awaitFlow(String question, Instant since) {
        String sql = question.formatted(since.toEpochMilli() / 1_000.0);
        if (!await(() -> number(sql) > 0)) {
            violations.add("no work was done within " + PATIENCE);
        }
    }

    /** Below zero while the database does not answer. */
    private long number(String sql) {
        try {
            return bed.ledger().rows(sql).getFirst().number("n");
        } catch (SQLException _) {
            return -1;
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static boolean await(Condition condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        return true;
    }

    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
