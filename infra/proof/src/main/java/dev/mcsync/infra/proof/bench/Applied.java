package dev.mcsync.infra.proof.bench;

import dev.mcsync.infra.proof.bench.load.Reports;
import dev.mcsync.infra.proof.bench.subject.Subject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** What has come into a subject's database from a moment on. */
final class Applied {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private static final String ROWS =
            """
            select count(*), (extract(epoch from max(pg_xact_commit_timestamp(xmin))) * 1000)::bigint
            from agent_events where id > ? and starts_with(event_id, ?)
            """;

    private final Subject subject;
    private final Reports reports;
    private final long lastId;
    private final Instant began = Instant.now();

    private Applied(Subject subject, Reports reports, long lastId) {
        this.subject = subject;
        this.reports = reports;
        this.lastId = lastId;
    }

    static Applied from(Subject subject, Reports reports) throws SQLException {
        try (Connection database = subject.connect();
                PreparedStatement last =
                        database.prepareStatement("select coalesce(max(id), 0) from agent_events");
                ResultSet row = last.executeQuery()) {
            row.next();
            return new Applied(subject, reports, row.getLong(1));
        }
    }

    /** How long it took until the last of so many reports was committed, in seconds. */
    double secondsUntil(int expected) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Connection database = subject.connect();
                PreparedStatement rows = database.prepareStatement(ROWS)) {
            rows.setLong(1, lastId);
            rows.setString(2, reports.prefix());
            while (System.nanoTime() < deadline) {
                try (ResultSet row = rows.executeQuery()) {
                    row.next();
                    if (row.getLong(1) >= expected) {
                        return (row.getLong(2) - began.toEpochMilli()) / 1e3;
                    }
                }
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            }
        }
        throw new IllegalStateException(
                "Expected %,d reports in the database of %s within %s"
                        .formatted(expected, subject.name(), PATIENCE));
    }
}
