package dev.mcsync.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MigrationLockIT {

    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void whoeverWaitsInVainIsToldWhoHoldsIt() throws Exception {
        PostgresAddress database = TestServer.emptyDatabase();
        try (Connection holder = PostgresConnection.open(database, "the-one-before");
                Connection waiting = PostgresConnection.open(database, "the-one-after")) {
            MigrationLock.take(holder, SHORT);
            String pid =
                    TestServer.query(
                                    database,
                                    "select pid from pg_stat_activity where application_name = 'the-one-before'")
                            .getFirst();

            assertThatThrownBy(() -> MigrationLock.take(waiting, SHORT))
                    .isInstanceOf(SQLTimeoutException.class)
                    .hasMessageMatching(
                            "waited 0\\.3 s for another migration to end; its lock is held by process "
                                    + pid
                                    + " of the database, the-one-before from 127\\.0\\.0\\.1:\\d+");
        }
    }

    @Test
    void aWaitHoldsNoSnapshotAndNoTransaction() throws Exception {
        PostgresAddress database = TestServer.emptyDatabase();
        try (Connection holder = PostgresConnection.open(database, "the-one-before");
                Connection waiting = PostgresConnection.open(database, "the-one-after")) {
            MigrationLock.take(holder, SHORT);
            assertThatThrownBy(() -> MigrationLock.take(waiting, SHORT))
                    .isInstanceOf(SQLTimeoutException.class);

            assertThat(
                            TestServer.query(
                                    database,
                                    "select state, backend_xmin, xact_start from pg_stat_activity"
                                            + " where application_name = 'the-one-after'"))
                    .containsExactly("idle | null | null");
        }
    }

    @Test
    void itEndsWithItsConnectionAndIsOneForEachDatabase() throws Exception {
        PostgresAddress database = TestServer.emptyDatabase();
        try (Connection elsewhere =
                        PostgresConnection.open(TestServer.emptyDatabase(), "elsewhere");
                Connection after = PostgresConnection.open(database, "the-one-after")) {
            MigrationLock.take(elsewhere, SHORT);
            Connection before = PostgresConnection.open(database, "the-one-before");
            MigrationLock.take(before, SHORT);
            before.close();

            MigrationLock.take(after, Duration.ofSeconds(10));
        }
    }
}
