package dev.mcsync.infra.proof.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler of one run. Every simulated thread is a virtual one, but only the one that has the
 * turn runs; it gives the turn away at steps and waits, and then chance decides who is next. Time
 * moves a little with each step, and jumps when nobody can run.
 */
final class World implements InstantSource {

    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private static final int PERCENT_SWITCHED = 25;
    private static final int MAX_STEP_MICROS = 2_000;

    private final RandomGenerator random;
    private final Chaos chaos;
    private final long maxSteps;
    private final @Nullable List<String> trace;
    private final List<Strand> strands = new ArrayList<>();
    private final List<Strand> runnable = new ArrayList<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final List<KillListener> killListeners = new ArrayList<>();
    private final List<FaultListener> faultListeners = new ArrayList<>();
    private BooleanSupplier quiet = () -> true;
    private BooleanSupplier chaosReigns = () -> true;
    private long nowMicros;
    private long steps;
    private long timersMade;
    private int faults;
    private @Nullable String problem;
    private @Nullable Strand current;
    private volatile @Nullable Strand turn;
    private volatile boolean over;
    private volatile @Nullable Thread driver;

    /** Told after a process was killed: its sockets are closed. */
    interface KillListener {
        void killed(Node node);
    }

    /** Told of every fault as it befalls a step. */
    interface FaultListener {
        void befell(Node node, String point, Fault fault);
    }

    private record Timer(long atMicros, long number, Runnable task) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return atMicros == other.atMicros
                    ? Long.compare(number, other.number)
                    : Long.compare(atMicros, other.atMicros);
        }
    }

    /**
     * @param trace takes a line a step; null when nobody wants to know
     */
    World(RandomGenerator random, Chaos chaos, long maxSteps, @Nullable List<String> trace) {
        this.random = random;
        this.chaos = chaos;
        this.maxSteps = maxSteps;
        this.trace = trace;
    }

    @Override
    public Instant instant() {
        return BEGINNING.plusNanos(nowMicros * 1_000);
    }

    long nowMicros() {
        return nowMicros;
    }

    RandomGenerator random() {
        return random;
    }

    long steps() {
        return steps;
    }

    int faults() {
        return faults;
    }

    /** What went wrong with the run itself; null when it came to its end. */
    @Nullable String problem() {
        return problem;
    }

    void onKill(KillListener listener) {
        killListeners.add(listener);
    }

    void onFault(FaultListener listener) {
        faultListeners.add(listener);
    }

    void spawn(String name, Node node, Runnable body) {
        Strand[] self = new Strand[1];
        Strand strand = new Strand(name, node, () -> live(self[0], body));
        self[0] = strand;
        node.add(strand);
        strands.add(strand);
    }

    /**
     * Runs until nobody can and {@code quiet} holds, or until something goes wrong.
     *
     * @param chaosReigns while false, no fault befalls anybody
     */
    void run(BooleanSupplier quiet, BooleanSupplier chaosReigns) {
        this.quiet = quiet;
        this.chaosReigns = chaosReigns;
        driver = Thread.currentThread();
        giveTurn(pick());
        while (!over) {
            LockSupport.park(this);
        }
        for (Strand strand : strands) {
            LockSupport.unpark(strand.thread);
        }
        for (Strand strand : strands) {
            if (strand.isStarted) {
                join(strand.thread);
            }
        }
    }

    void at(Duration delay, Runnable task) {
        timers.add(new Timer(nowMicros + micros(delay), timersMade++, task));
    }

    /** A step that cannot fail by itself. */
    void step(String point) {
        if (fault(point, false) == Fault.KILL_AFTER) {
            killMe();
        }
    }

    /** A step that may fail, before or after it was done. */
    <T> T step(String point, Supplier<T> work, Supplier<? extends RuntimeException> failure) {
        Fault fault = fault(point, true);
        if (fault == Fault.FAIL) {
            throw failure.get();
        }
        T result = work.get();
        if (fault == Fault.LOSE_ANSWER) {
            throw failure.get();
        }
        if (fault == Fault.KILL_AFTER) {
            killMe();
        }
        return result;
    }

    /**
     * Comes to a step: others may run before it, and the process may be frozen or killed.
     *
     * @return what else befalls it, for the caller to see to
     */
    Fault fault(String point, boolean fallible) {
        Strand me = me();
        if (over) {
            throw new Crash();
        }
        steps++;
        nowMicros += 1 + random.nextInt(MAX_STEP_MICROS);
        Fault fault = chaosReigns.getAsBoolean() ? chaos.at(me.node, point, fallible) : Fault.NONE;
        note(me, point, fault);
        if (fault != Fault.NONE) {
            faults++;
            faultListeners.forEach(listener -> listener.befell(me.node, point, fault));
        }
        switch (fault) {
            case KILL -> {
                kill(me.node);
                throw new Crash();
            }
            case FREEZE -> me.node.freeze(nowMicros + micros(chaos.freeze()));
            case STALL -> me.stalledUntilMicros = nowMicros + micros(chaos.freeze());
            case NONE, FAIL, LOSE_ANSWER, KILL_AFTER -> {}
        }
        if (steps > maxSteps) {
            end("not quiet after " + maxSteps + " steps");
            throw new Crash();
        }
        if (fault == Fault.FREEZE
                || fault == Fault.STALL
                || random.nextInt(100) < PERCENT_SWITCHED) {
            passTurn(me);
        }
        return fault;
    }

    void sleep(Duration duration) {
        Strand me = me();
        me.wakesWhen = null;
        me.wakesAtMicros = nowMicros + micros(duration);
        passTurn(me);
        me.wakesAtMicros = 0;
    }

    /** Waits for a condition; cheap and without effect, since it is looked at often. */
    boolean await(BooleanSupplier condition, @Nullable Duration atMost) {
        if (condition.getAsBoolean()) {
            return true;
        }
        Strand me = me();
        me.wakesWhen = condition;
        me.wakesAtMicros = atMost == null ? Strand.NEVER : nowMicros + micros(atMost);
        passTurn(me);
        me.wakesWhen = null;
        me.wakesAtMicros = 0;
        return condition.getAsBoolean();
    }

    void kill(Node node) {
        kill(node, chaos.absence());
    }

    void kill(Node node, Duration absence) {
        node.kill();
        killListeners.forEach(listener -> listener.killed(node));
        at(absence, node::start);
    }

    /** The machine sleeps: the time goes by, and nobody does anything. Called by a timer. */
    void oversleep(Duration duration) {
        nowMicros += micros(duration);
    }

    /** Kills the process of the thread that has the turn. */
    void killMe() {
        kill(me().node);
        throw new Crash();
    }

    /** Whether every thread that takes records waits for the next one. */
    boolean allRest() {
        for (Strand strand : strands) {
            if (strand.takesRecords() && !strand.isDead && !strand.isDone && !strand.isResting()) {
                return false;
            }
        }
        return true;
    }

    /** Frozen, or with a thread that is held up. */
    boolean isHeldUp(Node node) {
        return isFrozen(node) || node.hasStalled(nowMicros);
    }

    boolean isFrozen(Node node) {
        return node.frozenUntilMicros() > nowMicros;
    }

    void note(String what) {
        if (trace != null) {
            trace.add("%10.3f %s".formatted(nowMicros / 1e6, what));
        }
    }

    private void note(Strand strand, String point, Fault fault) {
        if (trace != null) {
            note(
                    "%s#%d.%s %s%s"
                            .formatted(
                                    strand.node.name(),
                                    strand.node.incarnation(),
                                    strand.name,
                                    point,
                                    fault == Fault.NONE ? "" : "   <<< " + fault));
        }
    }

    /** Ends the run, at the first thing that should never be. */
    void end(@Nullable String found) {
        if (problem == null) {
            problem = found;
        }
        over = true;
        LockSupport.unpark(driver);
    }

    private void live(Strand me, Runnable body) {
        try {
            body.run();
        } catch (Crash _) {
            me.isDone = true;
        } catch (RuntimeException | Error e) {
            if (!over) {
                end("a thread ended: " + me.name + ": " + stackOf(e));
            }
        }
        me.isDone = true;
        if (!over) {
            giveTurn(pick());
        }
    }

    private static String stackOf(Throwable e) {
        StringBuilder told = new StringBuilder(e.toString());
        for (int i = 0; i < Math.min(12, e.getStackTrace().length); i++) {
            told.append("\n    at ").append(e.getStackTrace()[i]);
        }
        return told.toString();
    }

    private Strand me() {
        Strand me = current;
        if (me == null) {
            throw new IllegalStateException("Expected to be called by a simulated thread");
        }
        return me;
    }

    private void passTurn(Strand me) {
        Strand next = pick();
        if (next != me) {
            giveTurn(next);
            while (turn != me && !over) {
                LockSupport.park(this);
            }
        }
        if (over || me.isDead) {
            throw new Crash();
        }
    }

    private void giveTurn(@Nullable Strand next) {
        if (next == null) {
            end(null);
            return;
        }
        current = next;
        turn = next;
        if (next.isStarted) {
            LockSupport.unpark(next.thread);
        } else {
            next.isStarted = true;
            next.thread.start();
        }
    }

    /** Who is next; null when everything is over. */
    private @Nullable Strand pick() {
        while (!over) {
            fireTimers();
            runnable.clear();
            for (Strand strand : strands) {
                if (strand.canRun(nowMicros)) {
                    runnable.add(strand);
                }
            }
            if (!runnable.isEmpty()) {
                return runnable.get(random.nextInt(runnable.size()));
            }
            if (quiet.getAsBoolean()) {
                return null;
            }
            long next = nextMicros();
            if (next == Strand.NEVER) {
                problem = "stuck: nobody can run, and nothing will happen";
                return null;
            }
            nowMicros = next;
        }
        return null;
    }

    private void fireTimers() {
        while (!timers.isEmpty() && timers.element().atMicros() <= nowMicros) {
            timers.remove().task().run();
        }
    }

    private long nextMicros() {
        long next = timers.isEmpty() ? Strand.NEVER : timers.element().atMicros();
        for (Strand strand : strands) {
            next = Math.min(next, strand.nextMicros(nowMicros));
        }
        return next;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    static long micros(Duration duration) {
        return Math.max(0, duration.toNanos() / 1_000);
    }
}
