package dev.mcsync.processor.database;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.db.PostgresPool;
import dev.mcsync.db.Statements;
import dev.mcsync.db.WatchedTransactions;
import dev.mcsync.infra.testbed.Testbed;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Callers that go away at any moment: a cancelled transaction used to be torn (its ROLLBACK
 * overtaken by its next statement), and a cancelled read of many rows used to spoil its connection.
 */
@Timeout(300)
class CancelStormIT {

    /** The long form: {@code -Dmc.cancel-storm.batches=2000}. */
    private static final int BATCHES = Integer.getInteger("mc.cancel-storm.batches", 500);

    private static final long SEED = Long.getLong("mc.cancel-storm.seed", 20_261_122L);
    private static final int CONNECTIONS = 8;
    private static final int AT_ONCE = 2 * CONNECTIONS;
    private static final int EVENTS = 10;
    private static final int LATEST_CANCEL_MICROS = 15_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ConnectionPool pool =
            PostgresPool.create(Testbed.shared().freshDatabase(), "cancel-storm", CONNECTIONS);
    private final Transactions blocking = new Transactions(pool);
    private final WatchedTransactions reactive = new WatchedTransactions(pool);
    private final AtomicInteger cancelled = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    @AfterEach
    void close() {
        pool.dispose();
    }

    @Test
    void noTransactionIsTornAndNoConnectionIsLost() throws Exception {
        blocking.update("create table claims (event_id text primary key, batch int not null)");
        blocking.update("create table effects (event_id text primary key, batch int not null)");
        blocking.update("create table pages as select n from generate_series(1, 300) n");

        storm();
        awaitQuiet();

        System.out.printf(
                "cancel storm: seed %d, %d batches, %d callers went away in time, %d failed, %s whole, pool %s%n",
                SEED,
                BATCHES,
                cancelled.get(),
                failed.get(),
                text("select count(distinct batch) from claims"),
                describe(metrics()));
        assertThat(cancelled.get()).as("callers that went away in time").isPositive();
        assertThat(failed.get()).isZero();
        assertThat(
                        text(
                                "select count(*) from claims c full join effects e using (event_id) where c.event_id is null or e.event_id is null or c.xmin <> e.xmin"))
                .as("torn events")
                .isEqualTo("0");
        assertThat(
                        text(
                                "select count(*) from (select 1 from claims group by batch having count(*) <> "
                                        + EVENTS
                                        + ") partial"))
                .as("torn batches")
                .isEqualTo("0");
        assertThat(
                        text(
                                "select count(*) from pg_stat_activity where application_name = 'cancel-storm' and state like 'idle in transaction%'"))
                .as("sessions left in a transaction")
                .isEqualTo("0");
        assertEveryConnectionAnswers();
        assertThat(metrics().acquiredSize()).isZero();
    }

    /** Half of the callers go away: by turns an interrupted thread and a disposed subscription. */
    private void storm() throws InterruptedException {
        SplittableRandom random = new SplittableRandom(SEED);
        Semaphore room = new Semaphore(AT_ONCE);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < BATCHES; i++) {
                int batch = i;
                boolean goesAway = random.nextBoolean();
                boolean isReactive = random.nextBoolean();
                long afterNanos =
                        TimeUnit.MICROSECONDS.toNanos(random.nextInt(LATEST_CANCEL_MICROS));
                room.acquire();
                callers.execute(() -> {
                    try {
                        if (isReactive) {
                            subscribe(batch, goesAway, afterNanos);
                        } else {
                            call(batch, goesAway, afterNanos);
                        }
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    } finally {
                        room.release();
                    }
                });
            }
        }
    }

    private void subscribe(int batch, boolean goesAway, long afterNanos)
            throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        Disposable caller =
                reactive.inTransaction(connection -> apply(connection, batch))
                        .doOnCancel(() -> {
                            cancelled.incrementAndGet();
                            over.countDown();
                        })
                        .doOnTerminate(over::countDown)
                        .subscribe(_ -> {}, _ -> failed.incrementAndGet());
        if (goesAway) {
            LockSupport.parkNanos(afterNanos);
            caller.dispose();
        }
        over.await();
    }

    private void call(int batch, boolean goesAway, long afterNanos) throws InterruptedException {
        Thread caller =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                blocking.run(connection -> apply(connection, batch));
                            } catch (RuntimeException e) {
                                boolean isInterrupt = Thread.currentThread().isInterrupted();
                                (isInterrupt || e.getCause() instanceof InterruptedException
                                                ? cancelled
                                                : failed)
                                        .incrementAndGet();
                            }
                        });
        if (goesAway) {
            LockSupport.parkNanos(afterNanos);
            caller.interrupt();
        }
        caller.join();
    }

    /** As a batch of the processor: claims, a read of many rows, the effects. */
    private static Mono<Long> apply(Connection connection, int batch) {
        String[] ids =
                IntStream.range(0, EVENTS)
                        .mapToObj(n -> "evt_" + batch + "_" + n)
                        .toArray(String[]::new);
        return insert(connection, "claims", ids, batch)
                .then(
                        Mono.defer(() ->
                                Statements.rows(
                                                connection.createStatement("select n from pages"),
                                                row -> String.valueOf(row.get(0)))
                                        .count()))
                .then(Mono.defer(() -> insert(connection, "effects", ids, batch)));
    }

    private static Mono<Long> insert(Connection connection, String table, String[] ids, int batch) {
        return Statements.rowsUpdated(
                Statements.bind(
                        connection.createStatement(
                                "insert into " + table + " select unnest($1::text[]), $2"),
                        ids,
                        batch));
    }

    /** A transaction goes on without its caller, and is to end by itself. */
    private void awaitQuiet() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (metrics().acquiredSize() + metrics().pendingAcquireSize() > 0) {
            assertThat(System.nanoTime()).as("%s", describe(metrics())).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** All at once, so that none can answer for another. */
    private void assertEveryConnectionAnswers() {
        List<Connection> all =
                Flux.range(0, CONNECTIONS).concatMap(_ -> pool.create()).collectList().block();
        assertThat(all).hasSize(CONNECTIONS);
        for (Connection connection : requireNonNull(all)) {
            List<String> answer =
                    Statements.rows(
                                    connection.createStatement("select 'here'"),
                                    row -> String.valueOf(row.get(0)))
                            .collectList()
                            .block(PATIENCE);
            assertThat(answer).containsExactly("here");
            Mono.from(connection.close()).block(PATIENCE);
        }
    }

    private PoolMetrics metrics() {
        return pool.getMetrics().orElseThrow();
    }

    private static String describe(PoolMetrics metrics) {
        return "%d acquired, %d idle, %d waiting"
                .formatted(
                        metrics.acquiredSize(), metrics.idleSize(), metrics.pendingAcquireSize());
    }

    private String text(String sql) {
        return blocking.query(sql, row -> String.valueOf(row.get(0))).getFirst();
    }
}
