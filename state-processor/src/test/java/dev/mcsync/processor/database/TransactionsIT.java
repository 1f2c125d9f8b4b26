package dev.mcsync.processor.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.db.PostgresPool;
import dev.mcsync.db.Statements;
import dev.mcsync.db.WatchedTransactions;
import dev.mcsync.infra.backing.proxy.ProxyMode;
import dev.mcsync.infra.backing.proxy.TcpProxy;
import dev.mcsync.infra.testbed.Testbed;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

@Timeout(60)
class TransactionsIT {

    private static final Duration CUT_AFTER = Duration.ofSeconds(1);

    private static final int MAX_CONNECTIONS = 2;

    private final PostgresAddress database = Testbed.shared().freshDatabase();
    private final TcpProxy proxy = TcpProxy.before(database.port());
    private final ConnectionPool connections =
            PostgresPool.create(behind(proxy), "transactions-it", MAX_CONNECTIONS);
    private final Transactions transactions = new Transactions(connections, CUT_AFTER);

    @BeforeEach
    void createTable() {
        transactions.update("create table noted (n int primary key)");
    }

    @AfterEach
    void close() {
        connections.dispose();
        proxy.close();
    }

    @Test
    void aTransactionIsWhole() {
        transactions.run(c -> insert(c, 1).then(insert(c, 2)));

        assertThat(noted()).isEqualTo("2");
    }

    @Test
    void aFailedTransactionLeavesNothing() {
        assertThatThrownBy(() -> transactions.run(c -> insert(c, 1).then(insert(c, 1))))
                .hasMessageContaining("duplicate key");

        assertThat(noted()).isEqualTo("0");
    }

    @Test
    void aSubscriberThatGoesAwayDoesNotTearATransaction() {
        Sinks.Empty<Void> halfDone = Sinks.empty();
        Sinks.Empty<Void> goOn = Sinks.empty();
        Sinks.Empty<Void> over = Sinks.empty();
        Disposable caller =
                new WatchedTransactions(connections)
                        .inTransaction(c ->
                                insert(c, 1)
                                        .doOnSuccess(_ -> halfDone.tryEmitEmpty())
                                        .then(goOn.asMono())
                                        .then(Mono.defer(() -> insert(c, 2)))
                                        .doFinally(_ -> over.tryEmitEmpty()))
                        .subscribe();
        halfDone.asMono().block();

        caller.dispose();
        goOn.tryEmitEmpty();
        over.asMono().block();

        transactions.run(c -> insert(c, 3));
        assertThat(noted()).isEqualTo("3");
    }

    @Test
    void anInterruptedCallerDoesNotTearATransaction() throws Exception {
        CountDownLatch halfDone = new CountDownLatch(1);
        Sinks.Empty<Void> goOn = Sinks.empty();
        Sinks.Empty<Void> over = Sinks.empty();
        Thread caller =
                Thread.ofPlatform()
                        .start(() ->
                                assertThatThrownBy(() ->
                                                transactions.run(c ->
                                                        insert(c, 1)
                                                                .doOnSuccess(
                                                                        _ -> halfDone.countDown())
                                                                .then(goOn.asMono())
                                                                .then(
                                                                        Mono.defer(
                                                                                () -> insert(c, 2)))
                                                                .doFinally(
                                                                        _ -> over.tryEmitEmpty())))
                                        .hasRootCauseInstanceOf(InterruptedException.class));
        assertThat(halfDone.await(30, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();
        caller.join();
        goOn.tryEmitEmpty();
        over.asMono().block();

        transactions.run(c -> insert(c, 3));
        assertThat(noted()).isEqualTo("3");
    }

    @Test
    void aDatabaseThatFallsSilentIsLeftAndTheNextConnectionWorks() {
        assertThatThrownBy(() ->
                        transactions.run(c ->
                                insert(c, 1)
                                        .doOnSuccess(_ ->
                                                proxy.modeOfExisting(new ProxyMode.Blackhole()))
                                        .then(Mono.defer(() -> insert(c, 2)))))
                .isNotNull();

        assertThat(proxy.tally(ProxyMode.Blackhole.class).bytesDropped()).isPositive();
        transactions.run(c -> insert(c, 3));
        assertThat(noted()).isEqualTo("1");
    }

    /** As after a kill of the server, when the driver loses a request that it had taken. */
    @Test
    void aTransactionThatNeverHearsOfItsEndIsGivenUpWithItsConnection() {
        for (int i = 0; i < 2 * MAX_CONNECTIONS; i++) {
            assertThatThrownBy(() -> transactions.run(c -> insert(c, 1).then(Mono.<Long>never())))
                    .isInstanceOf(R2dbcTimeoutException.class);
        }

        transactions.run(c -> insert(c, 3));
        assertThat(noted()).isEqualTo("1");
    }

    @Test
    void aCommitWhoseAnswerIsLostIsAnErrorForTheCaller() {
        assertThatThrownBy(() ->
                        transactions.run(c ->
                                insert(c, 1)
                                        .doOnSuccess(_ ->
                                                proxy.modeOfExisting(
                                                        new ProxyMode.HalfOpen(
                                                                ProxyMode.Direction.TO_CLIENT)))))
                .isNotNull();

        assertThat(noted()).isEqualTo("1");
    }

    private String noted() {
        return transactions
                .query("select count(*) from noted", row -> String.valueOf(row.get(0)))
                .getFirst();
    }

    private PostgresAddress behind(TcpProxy proxy) {
        return database.through(proxy.port());
    }

    private static Mono<Long> insert(Connection connection, int n) {
        return Statements.rowsUpdated(
                Statements.bind(connection.createStatement("insert into noted values ($1)"), n));
    }
}
