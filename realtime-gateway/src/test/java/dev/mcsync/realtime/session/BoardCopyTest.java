package dev.mcsync.realtime.session;

import static dev.mcsync.realtime.testing.Samples.NOON;
import static dev.mcsync.realtime.testing.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.realtime.testing.Await;
import dev.mcsync.realtime.testing.RunningGateway;
import dev.mcsync.realtime.view.BoardTwin;
import dev.mcsync.realtime.view.Cursor;
import dev.mcsync.realtime.view.KnownCurrency;
import dev.mcsync.service.access.IssuedTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Clients that come and go while the board changes as fast as it can: what each of them makes of
 * its frames is the board, and nothing that follows a snapshot was in it.
 */
class BoardCopyTest {

    private static final int KEYS = 700;
    private static final int CHANGES = 40_000;
    private static final int CLIENTS = 4;

    /** So little that changes are dropped and read off the board again, many times. */
    private static final SessionLimits LIMITS =
            new SessionLimits(
                    Duration.ofSeconds(30),
                    Duration.ofMillis(20),
                    Duration.ofSeconds(30),
                    96 * 1024,
                    100,
                    100);

    private static final TicketOffice.Owner OWNER = TicketOffice.Owner.of("0123456789abcdef");

    private final BoardTwin twin = new BoardTwin(InstantSource.system());
    private final KnownCurrency known = new KnownCurrency();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final SessionHub hub =
            new SessionHub(
                    twin.board,
                    known.currency,
                    new Guests(LIMITS, new TokenOwners(new IssuedTokens(InstantSource.system()))),
                    new PushTimes(),
                    meters,
                    InstantSource.system());
    private final AtomicInteger changesMade = new AtomicInteger();

    @BeforeEach
    void follow() {
        twin.board.listen(hub);
        known.asOf(NOON);
        hub.start();
    }

    @AfterEach
    void stop() {
        hub.stop();
    }

    @Test
    void everyCopyBecomesTheBoardAndNothingIsToldTwice() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        try (ExecutorService threads = Executors.newFixedThreadPool(1 + CLIENTS)) {
            Future<?> writer = threads.submit(() -> change(new Random(seed)));
            List<Future<Copy>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Random random = new Random(seed + i + 1);
                clients.add(threads.submit(() -> comeAndGo(writer, random)));
            }
            writer.get(60, TimeUnit.SECONDS);
            Map<String, Long> board =
                    twin.board.tasks().stream()
                            .collect(
                                    Collectors.toMap(
                                            task -> task.taskId().value(), TaskSnapshot::version));
            for (Future<Copy> client : clients) {
                Copy copy = client.get(60, TimeUnit.SECONDS);
                assertThat(copy.repeated).as("seed %d", seed).isEmpty();
                assertThat(copy.tasks).as("seed %d", seed).isEqualTo(board);
            }
            assertThat(meters.counter("mc.realtime.dropped").count()).isPositive();
        }
    }

    private void change(Random random) {
        long version = 0;
        for (int i = 0; i < CHANGES; i++) {
            String id = "tsk_" + random.nextInt(KEYS);
            version++;
            if (random.nextInt(KEYS * 8) == 0) {
                twin.removeTask(id);
            } else {
                twin.put(task(id, version));
            }
            changesMade.incrementAndGet();
        }
    }

    /** Stays for some frames, leaves, resumes where it was last told to be; stays at the end. */
    private Copy comeAndGo(Future<?> writer, Random random) throws Exception {
        Copy copy = new Copy();
        while (!writer.isDone()) {
            int enough = copy.framesSeen() + 1 + random.nextInt(400);
            try (Visit visit = new Visit(copy, random)) {
                Await.until(
                        "the client has seen enough",
                        () -> copy.framesSeen() >= enough || writer.isDone());
                visit.leave();
            }
        }
        try (Visit visit = new Visit(copy, random)) {
            Await.until("the client is level", () -> copy.isLevelWith(hub, twin));
            visit.leave();
        }
        return copy;
    }

    /** One connection, with a thread of its own as its line's. */
    private final class Visit implements AutoCloseable, Line {

        private final ScheduledExecutorService thread =
                Executors.newSingleThreadScheduledExecutor();
        private final Copy copy;
        private final Random random;
        private final BoardSession session;
        private volatile boolean left;

        Visit(Copy copy, Random random) {
            this.copy = copy;
            this.random = random;
            this.session = hub.admit(this, OWNER);
            copy.connected();
            hub.open(session, copy.cursor());
        }

        /** What was sent and not yet read is lost, as with a real socket. */
        void leave() {
            left = true;
        }

        @Override
        public void execute(Runnable task) {
            if (!thread.isShutdown()) {
                thread.execute(task);
            }
        }

        @Override
        public void executeAfter(Duration time, Runnable task) {
            if (!thread.isShutdown()) {
                thread.schedule(task, time.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void send(List<Frame> frames, Runnable sent) {
            for (Frame frame : frames) {
                if (!left) {
                    copy.take(RunningGateway.JSON.readTree(frame.json()));
                }
            }
            if (random.nextInt(20) == 0) {
                dawdle();
            }
            sent.run();
        }

        /** Until so much has changed that it may not all wait. */
        private void dawdle() {
            int enough = Math.min(CHANGES, changesMade.get() + 2 * KEYS);
            Await.until("the board has changed", () -> left || changesMade.get() >= enough);
        }

        @Override
        public void close(CloseCode code) {
            throw new AssertionError("Expected no client to be let go, found " + code);
        }

        @Override
        public void close() {
            hub.ended(session);
            thread.close();
        }
    }

    /** What a client makes of its frames, by the rules of the protocol. */
    private static final class Copy {

        private final Map<String, Long> tasks = new HashMap<>();
        private final List<String> repeated = new ArrayList<>();
        private @Nullable String cursor;
        private int framesSeen;
        private boolean resuming;

        synchronized void connected() {
            resuming = true;
        }

        synchronized void take(JsonNode frame) {
            framesSeen++;
            switch (frame.get("op").asString()) {
                case "reset" -> {
                    tasks.clear();
                    resuming = false;
                }
                case "behind" -> resuming = true;
                case "snapshot" -> frame.get("tasks").forEach(this::put);
                case "task" -> put(frame.get("task"));
                case "removed" -> tasks.remove(frame.get("id").asString());
                case "live", "tick" -> {
                    cursor = frame.get("cursor").asString();
                    resuming = false;
                }
                default -> {}
            }
        }

        /** What came after the last cursor may come again to a client that resumes or is behind. */
        private void put(JsonNode task) {
            String id = task.get("task_id").asString();
            long version = task.get("version").asLong();
            Long before = tasks.get(id);
            if (before != null && before >= version) {
                if (!resuming || before > version) {
                    repeated.add(id + ": " + before + ", then " + version);
                }
                return;
            }
            tasks.put(id, version);
        }

        synchronized @Nullable String cursor() {
            return cursor;
        }

        synchronized int framesSeen() {
            return framesSeen;
        }

        synchronized boolean isLevelWith(SessionHub hub, BoardTwin twin) {
            hub.beat();
            String told = cursor;
            return told != null
                    && Cursor.parse(told)
                            .flatMap(twin.board::changesSince)
                            .filter(List::isEmpty)
                            .isPresent();
        }
    }
}
