package dev.mcsync.processor.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.db.PostgresPool;
import dev.mcsync.db.Statements;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.processor.core.IncidentChange;
import dev.mcsync.processor.core.IncidentChange.Recovered;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** What two batches write of one incident at once. */
@Timeout(60)
class IncidentWritesIT {

    private static final String WAITING =
            "select count(*) as n from pg_stat_activity where datname = current_database()"
                    + " and wait_event_type = 'Lock'";

    private final ConnectionPool connections =
            PostgresPool.create(Testbed.shared().freshDatabase(), "incident-writes-it", 3);

    @AfterEach
    void close() {
        connections.dispose();
    }

    @Test
    void whereTheLastTwoPartitionsRecoverAtOnceTheIncidentEndsAllTheSame() {
        Connection looking = requireNonNull(connections.create().block());
        Connection first = requireNonNull(connections.create().block());
        Connection second = requireNonNull(connections.create().block());
        run(
                looking,
                "insert into source_offsets (topic, partition, next_offset) values ('t', 0, 5), ('t', 1, 5)");
        run(
                looking,
                "insert into incidents (cause, kind, subject, detail, opened_at) values ('database_went_back',"
                        + " 'database_went_back', 'database', '{\"t-0\": {\"expected\": 10, \"found\": 5},"
                        + " \"t-1\": {\"expected\": 10, \"found\": 5}}', now())");

        Mono.from(first.beginTransaction()).block();
        run(first, "update source_offsets set next_offset = 10 where partition = 0");
        recovered(first, "t-0").block();
        Mono.from(second.beginTransaction()).block();
        run(second, "update source_offsets set next_offset = 10 where partition = 1");
        CompletableFuture<?> later = recovered(second, "t-1").toFuture();
        while (!later.isDone() && number(looking, WAITING) == 0) {
            Thread.onSpinWait();
        }
        Mono.from(first.commitTransaction()).block();
        later.join();
        Mono.from(second.commitTransaction()).block();

        assertThat(number(looking, "select count(*) as n from incidents where resolved_at is null"))
                .isZero();
    }

    private static Mono<Void> recovered(Connection connection, String partition) {
        List<IncidentChange> changes = List.of(new Recovered(partition, Instant.now()));
        return IncidentWrites.write(connection, changes);
    }

    private static void run(Connection connection, String sql) {
        Statements.rowsUpdated(connection.createStatement(sql)).block();
    }

    private static long number(Connection connection, String sql) {
        return requireNonNull(
                Statements.rows(connection.createStatement(sql), row -> LedgerRows.number(row, "n"))
                        .single()
                        .block());
    }
}
