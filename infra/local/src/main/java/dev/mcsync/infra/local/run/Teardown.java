package dev.mcsync.infra.local.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be stopped, in the opposite order of its start. What is added after the end has begun
 * is stopped at once, so that nothing can be started past it.
 */
final class Teardown {
    private static final Logger LOG = LoggerFactory.getLogger(Teardown.class);

    private static final Duration ORDINARY_LIMIT = Duration.ofSeconds(20);

    private final Deque<Part> parts = new ArrayDeque<>();
    private final Steps steps;
    private boolean ended;

    Teardown(Steps steps) {
        this.steps = steps;
    }

    private record Part(String name, Duration limit, Runnable stop) {}

    void add(String name, Runnable stop) {
        add(name, ORDINARY_LIMIT, stop);
    }

    /** With a limit after which the part is left alone and the next one is stopped. */
    void add(String name, Duration limit, Runnable stop) {
        Part part = new Part(name, limit, stop);
        if (!register(part)) {
            stop(part);
        }
    }

    /** Returns when everything has been stopped; a part that fails does not keep the others. */
    void run() {
        for (Part part = next(); part != null; part = next()) {
            stop(part);
        }
    }

    private synchronized boolean register(Part part) {
        if (!ended) {
            parts.push(part);
        }
        return !ended;
    }

    private synchronized @Nullable Part next() {
        ended = true;
        return parts.poll();
    }

    private void stop(Part part) {
        long start = System.nanoTime();
        try {
            CompletableFuture.runAsync(part.stop(), Teardown::onThreadOfItsOwn)
                    .get(part.limit().toMillis(), TimeUnit.MILLISECONDS);
            steps.done(part.name() + " stopped", Duration.ofNanos(System.nanoTime() - start));
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("{} did not stop in order", part.name(), e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** So that a part that hangs cannot keep the others from being stopped. */
    private static void onThreadOfItsOwn(Runnable stop) {
        Thread.ofPlatform().daemon().name("stop").start(stop);
    }
}
