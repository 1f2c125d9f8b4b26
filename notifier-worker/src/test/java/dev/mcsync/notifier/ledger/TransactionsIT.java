package dev.mcsync.notifier.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.db.PostgresPool;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.notifier.Query;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

@Timeout(60)
class TransactionsIT {

    private final PostgresAddress database = Testbed.shared().freshDatabase();
    private final SilentProxy proxy;
    private final ConnectionPool connections;
    private final Transactions transactions;

    TransactionsIT() throws IOException {
        proxy = SilentProxy.before(database.port());
        connections =
                PostgresPool.create(
                        new PostgresAddress(
                                database.user(),
                                database.password(),
                                "127.0.0.1",
                                proxy.port(),
                                database.database()),
                        "transactions-it",
                        2);
        transactions = new Transactions(connections, Duration.ofSeconds(1));
    }

    @BeforeEach
    void createTable() {
        Query.execute(database, "create table noted (n int primary key)");
    }

    @AfterEach
    void close() throws IOException {
        connections.dispose();
        proxy.close();
    }

    @Test
    void aTransactionIsWhole() {
        transactions.inTransaction(c -> insert(c, 1).then(insert(c, 2)).thenReturn(true)).block();

        assertThat(noted()).isEqualTo("2");
    }

    @Test
    void aFailedTransactionLeavesNothing() {
        assertThatThrownBy(() ->
                        transactions
                                .inTransaction(
                                        c -> insert(c, 1).then(insert(c, 1)).thenReturn(true))
                                .block())
                .hasMessageContaining("duplicate key");

        assertThat(noted()).isEqualTo("0");
    }

    @Test
    void aCallerThatGoesAwayDoesNotTearATransaction() {
        Sinks.Empty<Void> halfDone = Sinks.empty();
        Sinks.Empty<Void> goOn = Sinks.empty();
        Sinks.Empty<Void> over = Sinks.empty();
        Disposable caller =
                transactions
                        .inTransaction(c ->
                                insert(c, 1)
                                        .doOnSuccess(_ -> halfDone.tryEmitEmpty())
                                        .then(goOn.asMono())
                                        .then(Mono.defer(() -> insert(c, 2)))
                                        .thenReturn(true)
                                        .doFinally(_ -> over.tryEmitEmpty()))
                        .subscribe();
        halfDone.asMono().block();

        caller.dispose();
        goOn.tryEmitEmpty();
        over.asMono().block();

        assertThat(transactions.inTransaction(c -> insert(c, 3).thenReturn(true)).block()).isTrue();
        assertThat(noted()).isEqualTo("3");
    }

    @Test
    void aDatabaseThatFallsSilentIsLeftAndTheNextConnectionWorks() {
        assertThatThrownBy(() ->
                        transactions
                                .inTransaction(c ->
                                        insert(c, 1)
                                                .doOnSuccess(_ -> proxy.silence())
                                                .then(Mono.defer(() -> insert(c, 2)))
                                                .thenReturn(true))
                                .block())
                .isNotNull();

        assertThat(transactions.onConnection(c -> insert(c, 3).thenReturn(true)).block()).isTrue();
        assertThat(noted()).isEqualTo("1");
    }

    private String noted() {
        return Query.rows(database, "select count(*) from noted").getFirst();
    }

    private static Mono<Void> insert(Connection connection, int n) {
        return Flux.from(
                        connection
                                .createStatement("insert into noted values ($1)")
                                .bind("$1", n)
                                .execute())
                .concatMap(Result::getRowsUpdated)
                .then();
    }
}
