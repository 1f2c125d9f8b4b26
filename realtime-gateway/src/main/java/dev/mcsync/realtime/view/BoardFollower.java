package dev.mcsync.realtime.view;

import dev.mcsync.service.kafka.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps the board following the log for as long as the service runs: begins a run, watches it, and
 * begins anew when it ended or when the topics turned out to be others. One thread of its own.
 */
public final class BoardFollower implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(BoardFollower.class);

    private static final Duration PROBE_EVERY = Duration.ofSeconds(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    /** The shape of the topics is asked for with every fifth probe. */
    private static final int LAYOUT_EVERY = 5;

    /** A leader that has just been elected may answer with an end that is too low, once. */
    private static final int SHRUNK_PROBES = 2;

    private final KafkaClients clients;
    private final BoardView board;
    private final Currency currency;
    private final BoardIntake intake;
    private final InstantSource clock;
    private final CountDownLatch stopping = new CountDownLatch(1);

    private volatile @Nullable Instant reachedAt;
    private volatile @Nullable BoardStream stream;
    private @Nullable Thread thread;

    public BoardFollower(
            KafkaClients clients,
            BoardView board,
            Currency currency,
            BoardIntake intake,
            InstantSource clock) {
        this.clients = clients;
        this.board = board;
        this.currency = currency;
        this.intake = intake;
        this.clock = clock;
    }

    /** When the leaders of all partitions last answered. */
    public Optional<Instant> reachedAt() {
        return Optional.ofNullable(reachedAt);
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            thread = Thread.ofPlatform().name("board-follower").daemon().start(this::run);
        }
    }

    @Override
    public synchronized void stop() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        stopping.countDown();
        BoardStream current = stream;
        if (current != null) {
            current.stop();
        }
        try {
            if (!running.join(STOP_WITHIN)) {
                log.warn("Gave up waiting for the board's thread after {}", STOP_WITHIN);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    /** Starts before the web server and stops after it. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void run() {
        try {
            while (stopping.getCount() > 0) {
                try (LogProbe probe = new LogProbe(clients)) {
                    follow(probe);
                } catch (ExecutionException | TimeoutException | KafkaException e) {
                    log.warn("Cannot follow the log, trying again: {}", rootMessage(e));
                } catch (RuntimeException | Error e) {
                    log.error("Cannot follow the log, trying again", e);
                }
                stopping.await(RETRY_AFTER.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(LogProbe probe)
            throws InterruptedException, ExecutionException, TimeoutException {
        TopicLayout layout = probe.layout();
        board.begin(layout);
        currency.begin();
        try (BoardStream run = new BoardStream(clients, board, currency::observe, intake)) {
            stream = run;
            if (stopping.getCount() == 0) {
                return;
            }
            Instant begun = clock.instant();
            run.start();
            log.info(
                    "The board holds {} tasks and agents, read in {} ms",
                    board.entities(),
                    Duration.between(begun, clock.instant()).toMillis());
            String end = watch(probe, layout, run.ended());
            if (stopping.getCount() > 0) {
                log.warn("The board is read again from the start: {}", end);
                currency.begin();
                board.abandon(end);
            }
        } finally {
            stream = null;
        }
    }

    /** Returns why the run cannot go on. */
    private String watch(LogProbe probe, TopicLayout layout, CompletableFuture<String> ended)
            throws InterruptedException, ExecutionException {
        int shrunk = 0;
        for (long round = 1; ; round++) {
            try {
                shrunk = isWhole(probe, layout) ? 0 : shrunk + 1;
                if (shrunk >= SHRUNK_PROBES) {
                    return "the log is shorter than what was read from it";
                }
                if (round % LAYOUT_EVERY == 0 && !probe.layout().equals(layout)) {
                    return "the topics were made anew";
                }
            } catch (ExecutionException | TimeoutException e) {
                log.warn("The log does not answer: {}", rootMessage(e));
            }
            try {
                return ended.get(PROBE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                // Nothing has ended: the log is looked at again.
            }
        }
    }

    private boolean isWhole(LogProbe probe, TopicLayout layout)
            throws InterruptedException, ExecutionException, TimeoutException {
        Currency.Asking asking = currency.ask(clock.instant());
        boolean whole = currency.answer(asking, probe.ends(layout));
        reachedAt = asking.askedAt();
        return whole;
    }

    private static String rootMessage(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
