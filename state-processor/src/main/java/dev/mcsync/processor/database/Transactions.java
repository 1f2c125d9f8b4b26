package dev.mcsync.processor.database;

import dev.mcsync.db.Statements;
import dev.mcsync.db.WatchedTransactions;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Row;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Runs transactions for callers that may block.
 *
 * <p>A running transaction is never cancelled, not even when the caller's thread is interrupted: a
 * rollback in mid-pipeline could let the next statement run by itself. Time limits live in the
 * server, which ends what takes too long; a server that is not heard loses the connection.
 */
public final class Transactions {

    private final WatchedTransactions transactions;

    public Transactions(ConnectionFactory connections) {
        this(connections, WatchedTransactions.CUT_AFTER);
    }

    /**
     * @param cutAfter time for a whole transaction, after which its connection is closed
     */
    public Transactions(ConnectionFactory connections, Duration cutAfter) {
        this.transactions = new WatchedTransactions(connections, cutAfter);
    }

    /**
     * Runs {@code work} in one transaction and waits for it; commits when it gives a value.
     *
     * @throws io.r2dbc.spi.R2dbcException when the database refuses, or is away
     */
    public <T> T run(Function<Connection, Mono<T>> work) {
        T result = transactions.inTransaction(work).block();
        if (result == null) {
            throw new IllegalStateException("Expected a result of the transaction, found none");
        }
        return result;
    }

    /** One statement that reads. */
    public <T> List<T> query(String sql, Function<Row, T> mapper, @Nullable Object... parameters) {
        return run(connection ->
                Statements.rows(
                                Statements.bind(connection.createStatement(sql), parameters),
                                mapper)
                        .collectList());
    }

    /** One statement that writes; gives the number of rows written. */
    public long update(String sql, @Nullable Object... parameters) {
        return run(connection ->
                Statements.rowsUpdated(
                        Statements.bind(connection.createStatement(sql), parameters)));
    }
}
