package dev.mcsync.infra.local.discord;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The faults that wait for requests, one for each request, in the order they were asked for; and
 * when none waits, those that a seeded draw decides on.
 */
final class FaultPlan {
    /** More than any test needs, and too few to fill the memory. */
    private static final int MAX_WAITING = 10_000;

    private final Queue<Fault> waiting = new ArrayDeque<>();
    private @Nullable Draw draw;

    /** Lets each request meet one of the faults, all alike likely, with a probability. */
    private record Draw(SplittableRandom random, double probability, List<Fault> faults) {
        Optional<Fault> next() {
            return random.nextDouble() < probability
                    ? Optional.of(faults.get(random.nextInt(faults.size())))
                    : Optional.empty();
        }
    }

    synchronized void add(Fault fault, int times) {
        if (times < 1 || waiting.size() + times > MAX_WAITING) {
            throw new IllegalArgumentException(
                    "times must be from 1 to " + (MAX_WAITING - waiting.size()) + ": " + times);
        }
        waiting.addAll(Collections.nCopies(times, fault));
    }

    /** Until the plan is cleared or another draw takes its place. */
    synchronized void drawFrom(List<Fault> faults, double probability, long seed) {
        if (faults.isEmpty() || !(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "a random plan needs faults and a probability above 0 and up to 1: "
                            + probability);
        }
        draw = new Draw(new SplittableRandom(seed), probability, List.copyOf(faults));
    }

    synchronized Optional<Fault> next() {
        if (!waiting.isEmpty()) {
            return Optional.of(waiting.remove());
        }
        return draw == null ? Optional.empty() : draw.next();
    }

    synchronized int size() {
        return waiting.size();
    }

    synchronized boolean isDrawing() {
        return draw != null;
    }

    synchronized void clear() {
        waiting.clear();
        draw = null;
    }
}
