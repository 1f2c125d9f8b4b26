package dev.mcsync.notifier.ledger;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Runs work on a connection of its own such that nobody can cancel it: after a cancelled
 * transaction's ROLLBACK the driver can still run its next statement, by itself. How long it may
 * take is for the server to say.
 */
final class Transactions {

    private final ConnectionFactory connections;

    Transactions(ConnectionFactory connections) {
        this.connections = connections;
    }

    /** For work of several statements. */
    <T> Mono<T> inTransaction(Function<Connection, Mono<T>> work) {
        return onConnection(connection ->
                Mono.from(connection.beginTransaction())
                        .then(Mono.defer(() -> work.apply(connection)))
                        .flatMap(result ->
                                Mono.from(connection.commitTransaction()).thenReturn(result))
                        .onErrorResume(failure -> rolledBack(connection, failure)));
    }

    /** For one statement, which is whole by itself. */
    <T> Mono<T> onConnection(Function<Connection, Mono<T>> work) {
        Mono<T> run =
                Mono.usingWhen(
                        connections.create(), work, connection -> Mono.from(connection.close()));
        return Mono.defer(() -> Mono.fromFuture(run::toFuture, true));
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
