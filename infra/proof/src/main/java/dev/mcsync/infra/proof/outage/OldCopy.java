package dev.mcsync.infra.proof.outage;

import dev.mcsync.infra.backing.PostgresServer;
import dev.mcsync.infra.proof.chaos.evidence.Database;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * A backup is restored: a copy of the running database, which has a certain age by then and lacks
 * at least so many commits.
 */
final class OldCopy implements Setback {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);

    private final Duration age;
    private final int commits;

    OldCopy(Duration age, int commits) {
        this.age = age;
        this.commits = commits;
    }

    @Override
    public String label() {
        return age.isZero()
                ? "a copy, %d commits old".formatted(commits)
                : "a copy, %d s and %d commits old".formatted(age.toSeconds(), commits);
    }

    @Override
    public void prepare(PostgresServer database, Path successor, PrintStream out)
            throws SQLException {
        database.copyTo(successor);
        Instant taken = Instant.now();
        Instant told = taken;
        Database ledger = new Database(database.address());
        long lastInCopy = DatabaseStand.commits(ledger);
        while (Instant.now().isBefore(taken.plus(age))
                || DatabaseStand.commits(ledger) < lastInCopy + commits) {
            Patience.moment();
            if (told.plus(BETWEEN_LINES).isBefore(Instant.now())) {
                told = Instant.now();
                out.printf("  … the copy is %d s old%n", Duration.between(taken, told).toSeconds());
            }
        }
    }

    @Override
    public void succeed() {}
}
