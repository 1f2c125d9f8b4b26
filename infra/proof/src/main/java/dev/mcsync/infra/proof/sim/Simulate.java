package dev.mcsync.infra.proof.sim;

import dev.mcsync.service.startup.PlainDefaults;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./mc-sync simulate}. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the processor and the notifier against a log, a database and a Discord in memory,",
            "and kills, freezes and misleads them at their steps: first at every step, once for each",
            "fault; then by chance, one run a seed. Ends with 1 if an invariant did not hold."
        })
public final class Simulate implements Callable<Integer> {

    private static final int MAX_TOLD = 20;
    private static final long TOLD_EVERY_MILLIS = 2_000;

    @Option(names = "--seeds", defaultValue = "100000", description = "How many seeds.")
    private long seeds;

    @Option(names = "--first", defaultValue = "1", description = "The first of them.")
    private long first;

    @Option(
            names = "--going-back",
            description = "Let the database lose transactions in each of them, not in a few.")
    private boolean goingBack;

    @Option(names = "--seed", description = "This one only, step by step.")
    private @Nullable Long seed;

    @Option(
            names = "--threads",
            description = "How many runs at a time; one a processor unless given.")
    private @Nullable Integer threads;

    private final PrintStream out = System.out;
    private final AtomicLong steps = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicInteger violations = new AtomicInteger();

    public static void main(String[] args) {
        PlainDefaults.pin();
        System.exit(new CommandLine(new Simulate()).execute(args));
    }

    /** What the product logs of its faults is what is to be expected here. */
    static void silenceTheLog() {
        LoggingSystem.get(Simulate.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
    }

    @Override
    public Integer call() throws InterruptedException {
        silenceTheLog();
        return seed == null ? many() : one(seed);
    }

    private int one(long only) {
        Run run = Simulation.ofSeed(only, goingBack, Set.of(), true);
        run.trace().forEach(out::println);
        out.printf("%s: %d steps, %d faults%n", run.name(), run.steps(), run.faults());
        out.println(run.isGood() ? "Every invariant holds." : "VIOLATED " + run.violation());
        return run.isGood() ? 0 : 1;
    }

    private String command(String name) {
        int seed = name.lastIndexOf("seed ");
        return seed < 0
                ? ""
                : " (step by step: %s--%s)"
                        .formatted(goingBack ? "--going-back " : "", name.substring(seed));
    }

    private int many() throws InterruptedException {
        int parallel = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        long started = System.nanoTime();
        List<Callable<Run>> places = Exhaustive.runs(5);
        AtomicInteger nextPlace = new AtomicInteger();
        inParallel(
                parallel,
                places.size(),
                "faults at every step",
                () -> {
                    int place = nextPlace.getAndIncrement();
                    return place < places.size() ? places.get(place).call() : null;
                });
        AtomicLong nextSeed = new AtomicLong(first);
        inParallel(
                parallel,
                seeds,
                "seeds",
                () -> {
                    long next = nextSeed.getAndIncrement();
                    return next < first + seeds
                            ? Simulation.ofSeed(next, goingBack, Set.of(), false)
                            : null;
                });
        out.printf(
                "%,d runs, %,d steps, %,d faults in %.0f s: %d violations%n",
                places.size() + seeds,
                steps.get(),
                faults.get(),
                (System.nanoTime() - started) / 1e9,
                violations.get());
        return violations.get() == 0 ? 0 : 1;
    }

    private void inParallel(int parallel, long total, String what, Callable<@Nullable Run> next)
            throws InterruptedException {
        done.set(0);
        long started = System.nanoTime();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < parallel; i++) {
            workers.add(Thread.ofVirtual().start(() -> work(next)));
        }
        for (Thread worker : workers) {
            while (!worker.join(Duration.ofMillis(TOLD_EVERY_MILLIS))) {
                tell(total, what, started);
            }
        }
        tell(total, what, started);
    }

    private void work(Callable<@Nullable Run> next) {
        try {
            Run run = next.call();
            while (run != null) {
                done.incrementAndGet();
                steps.addAndGet(run.steps());
                faults.addAndGet(run.faults());
                if (!run.isGood() && violations.incrementAndGet() <= MAX_TOLD) {
                    out.printf(
                            "%s: VIOLATED %s%s%n",
                            run.name(), run.violation(), command(run.name()));
                }
                run = next.call();
            }
        } catch (Exception e) {
            violations.incrementAndGet();
            out.println("A run failed: " + e);
        }
    }

    private void tell(long total, String what, long started) {
        double seconds = (System.nanoTime() - started) / 1e9;
        out.printf(
                "%,d of %,d %s, %.0f a second, %d violations%n",
                done.get(), total, what, done.get() / seconds, violations.get());
    }
}
