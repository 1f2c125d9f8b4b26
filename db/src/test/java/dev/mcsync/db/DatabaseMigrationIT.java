package dev.mcsync.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatabaseMigrationIT {

    @Test
    void aSecondRunFindsNothingToDo() throws Exception {
        PostgresAddress database = TestServer.emptyDatabase();
        assertThat(DatabaseMigration.migrate(database)).isPositive();
        assertThat(DatabaseMigration.migrate(database)).isZero();
                "first "
                        + (t1 - t0) / 1_000_000
                        + " second "
                        + (System.nanoTime() - t1) / 1_000_000);
    }
}
