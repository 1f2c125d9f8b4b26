package dev.mcsync.processor.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.db.PostgresPool;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.processor.database.Transactions;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CronJobsIT {

    private static final String JOB = "a-job";
    private static final Duration SHORT = Duration.ofMillis(200);

    private final ConnectionPool connections =
            PostgresPool.create(Testbed.shared().freshDatabase(), "cron-jobs-it", 4);
    private final Transactions transactions = new Transactions(connections);
    private final CronJobs jobs = new CronJobs(transactions);

    @BeforeEach
    void register() {
        jobs.register(JOB, "-");
    }

    @AfterEach
    void close() {
        connections.dispose();
    }

    @Test
    void whileOneOwnerHasTheJobNoOtherGetsIt() {
        JobClaim first = jobs.claim(JOB).orElseThrow();

        assertThat(jobs.claim(JOB)).isEmpty();
        assertThat(jobs.runAlone(JOB, () -> "{}", Function.identity())).isEmpty();

        first.finish("{\"by\": \"first\"}");
        assertThat(jobs.claim(JOB)).isPresent();
        assertThat(text("last_result->>'by'")).isEqualTo("first");
    }

    @Test
    void whoWasOvertakenFreesNothing() {
        JobClaim first = jobs.claim(JOB).orElseThrow();
        transactions.update("update cron_jobs set claimed_until = now() - interval '1 s'");
        JobClaim second = jobs.claim(JOB).orElseThrow();

        assertThat(first.renew()).isFalse();
        first.finish("{\"by\": \"first\"}");
        first.abandon();

        assertThat(jobs.claim(JOB)).isEmpty();
        assertThat(second.renew()).isTrue();
        assertThat(text("last_result::text")).isEqualTo("null");
    }

    @Test
    void aLongRunRenewsItsClaim() {
        CronJobs shortOnes = new CronJobs(transactions, SHORT);

        Optional<String> result =
                shortOnes.runAlone(
                        JOB,
                        () -> {
                            long end = System.nanoTime() + 5 * SHORT.toNanos();
                            while (System.nanoTime() < end) {
                                assertThat(shortOnes.claim(JOB)).isEmpty();
                                LockSupport.parkNanos(SHORT.toNanos() / 10);
                            }
                            return "{}";
                        },
                        Function.identity());

        assertThat(result).isPresent();
        assertThat(text("running::text || coalesce(owner, ' nobody')")).isEqualTo("false nobody");
    }

    @Test
    void aRunThatFailsGivesTheJobBack() {
        assertThatThrownBy(() ->
                        jobs.runAlone(
                                JOB,
                                () -> {
                                    throw new IllegalStateException("broken");
                                },
                                String::valueOf))
                .hasMessage("broken");

        assertThat(jobs.claim(JOB)).isPresent();
    }

    @Test
    void aScheduleStopsWithoutWaitingForItsNextRun() {
        JobSchedule yearly = new JobSchedule("yearly", "0 0 0 1 1 *", jobs, () -> {}, () -> {});
        yearly.start();
        while (!waitsForADelay("yearly")) {
            LockSupport.parkNanos(SHORT.toNanos() / 10);
        }

        long begin = System.nanoTime();
        yearly.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    /** Its thread waits for the queue's first task to come due, and not for one to be there. */
    private static boolean waitsForADelay(String thread) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(of -> of.getKey().getName().equals(thread))
                .anyMatch(of ->
                        of.getKey().getState() == Thread.State.TIMED_WAITING
                                && Stream.of(of.getValue())
                                        .anyMatch(frame ->
                                                frame.getClassName().endsWith("DelayedWorkQueue")));
    }

    @Test
    void aClaimWithoutAnOwnerLastsAsLongAsItDidInOlderVersions() {
        transactions.update(
                "update cron_jobs set running = true, last_started_at = now() - interval '20 min'");
        assertThat(jobs.claim(JOB)).isEmpty();

        transactions.update("update cron_jobs set last_started_at = now() - interval '1 h'");
        assertThat(jobs.claim(JOB)).isPresent();
    }

    @Test
    void aStopWaitsUntilTheRunHasGivenItsClaimBack() {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        JobSchedule everySecond =
                new JobSchedule(
                        JOB,
                        "* * * * * *",
                        jobs,
                        () ->
                                jobs.runAlone(
                                        JOB,
                                        () -> {
                                            began.countDown();
                                            await(interrupted);
                                            return "{}";
                                        },
                                        Function.identity()),
                        interrupted::countDown);
        everySecond.start();
        await(began);
        assertThat(jobs.claim(JOB)).isEmpty();

        everySecond.stop();

        assertThat(jobs.claim(JOB)).isPresent();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Expected the latch to open, was interrupted", e);
        }
    }

    private String text(String expression) {
        return transactions
                .query(
                        "select " + expression + " from cron_jobs where job = $1",
                        row -> String.valueOf(row.get(0, String.class)),
                        JOB)
                .getFirst();
    }
}
