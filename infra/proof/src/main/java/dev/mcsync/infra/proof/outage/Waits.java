package dev.mcsync.infra.proof.outage;

import dev.mcsync.infra.proof.chaos.evidence.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * How long facts waited from the log's taking them, which is what a client is told, until the
 * commit of what they did. By the clocks of broker and database, which are one on one machine.
 */
final class Waits {

    private static final String WAITED =
            """
            select count(*) as n,
                coalesce(percentile_disc(0.5) within group (order by waited), 0) as p50,
                coalesce(percentile_disc(0.99) within group (order by waited), 0) as p99,
                coalesce(max(waited), 0) as max
            from (select ceil(extract(epoch from pg_xact_commit_timestamp(xmin) - received_at) * 1000)::bigint as waited
                from agent_events
                where received_at >= to_timestamp(%s) and received_at < to_timestamp(%s)
                    and source_topic = 'mc.task-events') facts
            """;

    private final Database ledger;

    Waits(Database ledger) {
        this.ledger = ledger;
    }

    record Measured(long facts, Duration p50, Duration p99, Duration longest) {

        String line(String what) {
            return "%-14s %7d %6d ms %6d ms %6d ms"
                    .formatted(what, facts, p50.toMillis(), p99.toMillis(), longest.toMillis());
        }
    }

    static String header() {
        return "%-14s %7s %9s %9s %9s".formatted("restarted", "facts", "p50", "p99", "longest");
    }

    /** Of what the log took from one moment to the other, and that has been applied. */
    Measured between(Instant from, Instant until) throws SQLException {
        Database.Row row = ledger.rows(WAITED.formatted(seconds(from), seconds(until))).getFirst();
        return new Measured(
                row.number("n"),
                Duration.ofMillis(row.number("p50")),
                Duration.ofMillis(row.number("p99")),
                Duration.ofMillis(row.number("max")));
    }

    private static String seconds(Instant moment) {
        return String.format(Locale.ROOT, "%.3f", moment.toEpochMilli() / 1_000.0);
    }
}
