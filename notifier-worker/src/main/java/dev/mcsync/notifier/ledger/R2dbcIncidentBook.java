package dev.mcsync.notifier.ledger;

import dev.mcsync.db.WatchedTransactions;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import reactor.core.publisher.Mono;

/** The incidents in PostgreSQL. */
public final class R2dbcIncidentBook implements IncidentBook {

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

    public R2dbcIncidentBook(ConnectionFactory connections) {
        this.transactions = new WatchedTransactions(connections);
    }

    @Override
    public Mono<Void> open(Incident incident) {
        return transactions.onConnection(connection ->
                done(
                        connection
                                .createStatement(OPEN)
                                .bind("$1", incident.cause())
                                .bind("$2", incident.kind())
                                .bind("$3", incident.subject())
                                .bind("$4", incident.detail())));
    }

    @Override
    public Mono<Void> resolve(String cause, String resolvedBy) {
        return transactions.onConnection(connection ->
                done(connection.createStatement(RESOLVE).bind("$1", cause).bind("$2", resolvedBy)));
    }

    private static Mono<Void> done(Statement statement) {
        return Mono.from(statement.execute())
                .flatMap((Result result) -> Mono.from(result.getRowsUpdated()))
                .then();
    }
}
