package dev.mcsync.notifier.ledger;

import static dev.mcsync.db.Statements.bind;
import static dev.mcsync.db.Statements.rowsUpdated;

import dev.mcsync.db.WatchedTransactions;
import io.r2dbc.spi.ConnectionFactory;
import reactor.core.publisher.Mono;

/** The incidents in PostgreSQL. */
final class R2dbcIncidentBook implements IncidentBook {

    private static final String OPEN =
            """
            insert into incidents (cause, kind, subject, detail, opened_at)
            values ($1, $2, $3, $4::jsonb, now())
            on conflict (cause) where resolved_at is null do nothing
            """;

    private static final String RESOLVE =
            """
            update incidents set resolved_at = now(), resolved_by = $2
            where cause = $1 and resolved_at is null
            """;

    private final WatchedTransactions transactions;

    R2dbcIncidentBook(ConnectionFactory connections) {
        this.transactions = new WatchedTransactions(connections);
    }

    @Override
    public Mono<Void> open(Incident incident) {
        return write(
                OPEN, incident.cause(), incident.kind(), incident.subject(), incident.detail());
    }

    @Override
    public Mono<Void> resolve(String cause, String resolvedBy) {
        return write(RESOLVE, cause, resolvedBy);
    }

    private Mono<Void> write(String sql, Object... parameters) {
        return transactions
                .onConnection(connection ->
                        rowsUpdated(bind(connection.createStatement(sql), parameters)))
                .then();
    }
}
