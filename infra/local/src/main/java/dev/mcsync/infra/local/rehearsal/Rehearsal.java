package dev.mcsync.infra.local.rehearsal;

import dev.mcsync.infra.operator.api.ApiUnreachableException;
import dev.mcsync.infra.operator.api.BoardSocket;
import dev.mcsync.infra.operator.api.McApi;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Agents that work as fast as they are answered, and a panel that looks on, for a while. A JVM that
 * is recorded meanwhile learns which methods are hot and how they are used, so that a later one
 * compiles them at once and well.
 */
public final class Rehearsal {
    /** Enough for batches to form, and few enough for them to stay small. */
    private static final int AGENTS = 6;

    /** From here on more reports make later starts no faster. */
    private static final int ENOUGH_REPORTS_OF_EACH = 2_000;

    private Rehearsal() {}

    /**
     * Returns how many reports were taken.
     *
     * @param limit for a machine that is slow or busy; exceeded by a few answers at most
     */
    public static int run(McApi api, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        try (BoardSocket board = api.openBoard();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> panel = threads.submit(() -> look(board));
            var agents =
                    IntStream.range(0, AGENTS)
                            .mapToObj(number -> new RehearsingAgent(api, "rehearsal-" + number))
                            .map(agent ->
                                    threads.submit(() -> agent.work(ENOUGH_REPORTS_OF_EACH, end)))
                            .toList();
            int reports = 0;
            for (Future<Integer> agent : agents) {
                reports += result(agent);
            }
            panel.cancel(true);
            return reports;
        }
    }

    /** Takes every frame, as a panel does, until it is interrupted. */
    private static void look(BoardSocket board) {
        try {
            board.await(_ -> Thread.currentThread().isInterrupted(), Duration.ofDays(1));
        } catch (ApiUnreachableException e) {
            if (!Thread.currentThread().isInterrupted()) {
                throw e;
            }
        }
    }

    private static int result(Future<Integer> agent) throws InterruptedException {
        try {
            return agent.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("An agent of the rehearsal gave up", e.getCause());
        }
    }
}
