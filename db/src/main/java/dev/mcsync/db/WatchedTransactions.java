package dev.mcsync.db;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Runs work on a connection of its own such that nobody can cancel it: after a cancelled
 * transaction's ROLLBACK the driver can still run its next statement, by itself. How long the work
 * may take is for the server to say; where even the server's word does not arrive, the connection
 * is closed, which ends the transaction whole.
 */
public final class WatchedTransactions {

    /** Longer than the server lets any statement run. */
    public static final Duration CUT_AFTER = Duration.ofSeconds(20);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private static final Logger log = Loggers.getLogger(WatchedTransactions.class);

    private final ConnectionFactory connections;
    private final Duration cutAfter;

    public WatchedTransactions(ConnectionFactory connections) {
        this(connections, CUT_AFTER);
    }

    /**
     * @param cutAfter time for the whole of a piece of work, after which its connection is closed
     */
    public WatchedTransactions(ConnectionFactory connections, Duration cutAfter) {
        this.connections = connections;
        this.cutAfter = cutAfter;
    }

    /** For work of several statements. */
    public <T> Mono<T> inTransaction(Function<Connection, Mono<T>> work) {
        return onConnection(connection -> committed(connection, work));
    }

    /** For one statement, which is whole by itself. */
    public <T> Mono<T> onConnection(Function<Connection, Mono<T>> work) {
        return Mono.defer(() -> {
            CompletableFuture<Void> silence = new CompletableFuture<>();
            CompletableFuture<@Nullable T> result =
                    Mono.usingWhen(
                                    connections.create(),
                                    connection -> watched(connection, work, silence),
                                    connection -> Mono.from(connection.close()))
                            .toFuture();
            silence.whenComplete((_, failure) -> result.completeExceptionally(failure));
            return Mono.fromFuture(result, true);
        });
    }

    /**
     * The caller is told apart from what becomes of the work: in a server that is killed the driver
     * can lose a request for good, and says nothing about it even when the connection is closed.
     */
    private <T> Mono<T> watched(
            Connection connection,
            Function<Connection, Mono<T>> work,
            CompletableFuture<Void> silence) {
        return Mono.defer(() -> {
            Disposable watchdog =
                    Mono.delay(cutAfter)
                            .then(Mono.defer(() -> cut(connection)))
                            .doFinally(_ ->
                                    silence.completeExceptionally(
                                            new R2dbcTimeoutException(
                                                    "The database has not answered for "
                                                            + cutAfter)))
                            .subscribe();
            return work.apply(connection).doFinally(_ -> watchdog.dispose());
        });
    }

    /** Closes the connection itself; to close a pooled one only gives its place back. */
    private Mono<Void> cut(Connection connection) {
        log.error("The database has not answered for {}, so its connection is closed", cutAfter);
        Connection inner =
                connection instanceof Wrapped<?> wrapper
                                && wrapper.unwrap() instanceof Connection wrapped
                        ? wrapped
                        : connection;
        return ended(inner).then(Mono.defer(() -> ended(connection)));
    }

    private static Mono<Void> ended(Connection connection) {
        return Mono.from(connection.close()).timeout(CLOSE_LIMIT).onErrorComplete();
    }

    private static <T> Mono<T> committed(
            Connection connection, Function<Connection, Mono<T>> work) {
        return Mono.from(connection.beginTransaction())
                .then(Mono.defer(() -> work.apply(connection)))
                .flatMap(result -> Mono.from(connection.commitTransaction()).thenReturn(result))
                .onErrorResume(failure -> rolledBack(connection, failure));
    }

    private static <T> Mono<T> rolledBack(Connection connection, Throwable failure) {
        return Mono.from(connection.rollbackTransaction())
                .onErrorResume(second -> {
                    failure.addSuppressed(second);
                    return Mono.empty();
                })
                .then(Mono.error(failure));
    }
}
