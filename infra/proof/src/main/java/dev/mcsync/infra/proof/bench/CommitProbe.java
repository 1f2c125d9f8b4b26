package dev.mcsync.infra.proof.bench;

import dev.mcsync.db.PostgresAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Writes as the processor does, over and over, and keeps how long each transaction took. It fails
 * once a lock has to be waited for longer than events may be held up. It changes nothing: the entry
 * of the ledger is taken back and the rows are given the values that they have.
 */
final class CommitProbe implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration MOST_FOR_A_LOCK = Duration.ofMillis(100);
    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final Connection connection;
    private final Histogram taken = new Histogram(HIGHEST_MICROS, 3);
    private final Thread thread = Thread.ofPlatform().name("commit-probe").unstarted(this::write);
    private volatile boolean over;
    private volatile @Nullable SQLException failure;

    private CommitProbe(Connection connection) {
        this.connection = connection;
    }

    static CommitProbe start(PostgresAddress address) throws SQLException {
        Connection connection =
                DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        try (Statement statement = connection.createStatement()) {
            statement.execute("set lock_timeout = '" + MOST_FOR_A_LOCK.toMillis() + "ms'");
        }
        connection.setAutoCommit(false);
        CommitProbe probe = new CommitProbe(connection);
        probe.thread.start();
        return probe;
    }

    /** Ends it and tells what it found. */
    String stop() throws SQLException, InterruptedException {
        over = true;
        thread.join();
        if (failure != null) {
            throw failure;
        }
        return String.format(
                Locale.ROOT,
                "%,d transactions, p50 %.1f ms, p99 %.1f ms, longest %.1f ms; none waited %d ms for a lock",
                taken.getTotalCount(),
                taken.getValueAtPercentile(50) / 1e3,
                taken.getValueAtPercentile(99) / 1e3,
                taken.getMaxValue() / 1e3,
                MOST_FOR_A_LOCK.toMillis());
    }

    private void write() {
        try (Statement statement = connection.createStatement()) {
            while (!over) {
                long began = System.nanoTime();
                Savepoint before = connection.setSavepoint();
                statement.execute(
                        "insert into agent_events (event_id, task_id) values ('evt_probe', 'tsk_probe')");
                connection.rollback(before);
                statement.execute(
                        "update tasks set version = version where task_id = (select min(task_id) from tasks)");
                statement.execute(
                        "update agents_status set version = version where agent_id = (select min(agent_id) from agents_status)");
                connection.commit();
                taken.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began));
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } catch (SQLException e) {
            failure = e;
        }
    }

    @Override
    public void close() throws SQLException {
        over = true;
        connection.close();
    }
}
