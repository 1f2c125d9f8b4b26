package dev.mcsync.infra.local.discord;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Optional;
import java.util.Queue;

/** The faults that wait for requests, one for each request, in the order they were asked for. */
final class FaultPlan {
    /** More than any test needs, and too few to fill the memory. */
    private static final int MAX_WAITING = 10_000;

    private final Queue<Fault> waiting = new ArrayDeque<>();

    synchronized void add(Fault fault, int times) {
        if (times < 1 || waiting.size() + times > MAX_WAITING) {
            throw new IllegalArgumentException(
                    "times must be from 1 to " + (MAX_WAITING - waiting.size()) + ": " + times);
        }
        waiting.addAll(Collections.nCopies(times, fault));
    }

    synchronized Optional<Fault> next() {
        return Optional.ofNullable(waiting.poll());
    }

    synchronized int size() {
        return waiting.size();
    }

    synchronized void clear() {
        waiting.clear();
    }
}
