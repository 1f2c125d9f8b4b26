package dev.mcsync.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An index is built while the version before works and another process migrates, too. A transaction
 * that wrote before is still open when the build begins: a build that locks the table waits for it,
 * and everybody who writes waits behind that build.
 */
class IndexBesideWritersIT {

    private static final String CHANGELOG = "dev/mcsync/db/index-beside-writers.sql";
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int WRITES_BESIDE = 100;
    private static final String INDEX =
            "select indisvalid from pg_index where indexrelid = to_regclass('notes_subject_idx')";

    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();
    private final AtomicBoolean isOver = new AtomicBoolean();

    @Test
    @Timeout(120)
    void twoMigrationsBuildItAndNobodyWaitsForThem() throws Exception {
        PostgresAddress database = notes();

        try (ExecutorService threads = Executors.newFixedThreadPool(3);
                Connection before = openWriter(database)) {
            Future<?> writer = threads.submit(() -> write(database));
            List<Future<Integer>> migrations =
                    List.of(
                            threads.submit(() -> DatabaseMigration.migrate(database, CHANGELOG)),
                            threads.submit(() -> DatabaseMigration.migrate(database, CHANGELOG)));
            try {
                await(() -> isThere(database), migrations);
                long begun = writes.get();
                await(() -> writes.get() > begun + WRITES_BESIDE, migrations);
                before.commit();
                assertThat(List.of(migrations.getFirst().get(), migrations.getLast().get()))
                        .containsExactlyInAnyOrder(2, 0);
            } finally {
                isOver.set(true);
                before.rollback();
            }
            writer.get();
        }

        assertThat(TestServer.query(database, INDEX)).containsExactly("t");
        assertThat(Duration.ofNanos(longestNanos.get())).isLessThan(LONGEST_WRITE);
    }

    /** Its name is taken, so that "if not exists" alone would leave it as it is. */
    @Test
    @Timeout(120)
    void whatABrokenBuildLeftIsBuiltAnew() throws Exception {
        PostgresAddress database = notes();
        assertThatThrownBy(() ->
                        TestServer.execute(
                                database,
                                "create unique index concurrently notes_subject_idx on notes ((1))"))
                .hasMessageContaining("could not create unique index");
        assertThat(TestServer.query(database, INDEX)).containsExactly("f");

        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 2; i++) {
                threads.submit(() -> DatabaseMigration.migrate(database, CHANGELOG));
            }
        }

        assertThat(TestServer.query(database, INDEX)).containsExactly("t");
    }

    private static PostgresAddress notes() throws SQLException {
        PostgresAddress database = TestServer.emptyDatabase();
        TestServer.execute(
                database,
                "create table notes (id bigserial primary key, subject text);"
                        + " insert into notes (subject) select 'note ' || n from generate_series(1, 50000) n");
        return database;
    }

    private static Connection openWriter(PostgresAddress database) throws SQLException {
        Connection connection = TestServer.connect(database);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into notes (subject) values ('from before')");
        }
        return connection;
    }

    private Void write(PostgresAddress database) throws SQLException {
        try (Connection connection = TestServer.connect(database);
                PreparedStatement insert =
                        connection.prepareStatement("insert into notes (subject) values ('new')")) {
            while (!isOver.get()) {
                long start = System.nanoTime();
                insert.execute();
                longestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
                writes.incrementAndGet();
            }
        }
        return null;
    }

    private static boolean isThere(PostgresAddress database) {
        try {
            return !TestServer.query(database, INDEX).isEmpty();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot look for the index", e);
        }
    }

    /** A migration that has ended already did not wait for the transaction from before. */
    private static void await(BooleanSupplier condition, List<Future<Integer>> migrations)
            throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            for (Future<Integer> migration : migrations) {
                if (migration.isDone()) {
                    migration.get();
                }
            }
            assertThat(System.nanoTime()).as("the patience of the test").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
