package dev.mcsync.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class PostgresPoolIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private PostgresAddress database = TestServer.NONE;
    private ConnectionPool pool = PostgresPool.create(TestServer.NONE, "unused", 1);

    @BeforeEach
    void openAPool() throws SQLException {
        database = TestServer.emptyDatabase();
        pool = PostgresPool.create(database, "pool-under-test", 4);
    }

    @AfterEach
    void closeThePool() {
        pool.close();
    }

    @Test
    void theTimeLimitsLiveInTheServer() {
        assertThat(ask("show statement_timeout")).isEqualTo("15s");
        assertThat(ask("show lock_timeout")).isEqualTo("5s");
        assertThat(ask("show idle_in_transaction_session_timeout")).isEqualTo("10s");
    }

    @Test
    void commitsAreDurableAndReadCommittedWhateverTheDatabaseDefaultsTo() throws Exception {
        TestServer.execute(
                database,
                """
                alter database %1$s set synchronous_commit = off;
                alter database %1$s set default_transaction_isolation = 'serializable';
                """
                        .formatted(database.database()));

        assertThat(ask("show synchronous_commit")).isEqualTo("on");
        assertThat(ask("show transaction_isolation")).isEqualTo("read committed");
    }

    @Test
    void watchedWorkGoesByIndexesAndSurvivesARestartOfTheServer() throws Exception {
        pool.close();
        pool = PostgresPool.ofWatched(database, "pool-under-test", 4);

        assertThat(ask("show enable_seqscan")).isEqualTo("off");
        assertThat(ask("show statement_timeout")).isEqualTo("15s");
        openAllConnections();
        assertThat(killAllConnections()).isEqualTo(4);
        // The socket tells of a cut; where it tells too late, the caller tries again.
        assertThat(query("select 'alive'").retry(4).blockOptional(PATIENCE)).contains("alive");
    }

    @Test
    void theServerSeesWhoIsConnectedAndSpeaksUtc() {
        assertThat(ask("show application_name")).isEqualTo("pool-under-test");
        assertThat(ask("show timezone")).isEqualTo("UTC");
    }

    @Test
    void noMoreConnectionsThanAllowedAreEverOpen() {
        List<String> backends =
                Flux.range(0, 40)
                        .flatMap(
                                i -> query("select pg_backend_pid()::text from pg_sleep(0.01)"), 40)
                        .collectList()
                        .block(PATIENCE);

        assertThat(backends).hasSize(40);
        assertThat(pool.getMetrics().orElseThrow().allocatedSize()).isLessThanOrEqualTo(4);
    }

    @Test
    void thePoolRecoversEachTimeAllItsConnectionsAreKilled() throws Exception {
        for (int round = 1; round <= 20; round++) {
            openAllConnections();
            assertThat(killAllConnections()).as("round %d", round).isEqualTo(4);
            long killed = System.nanoTime();

            assertThat(ask("select 'alive'")).as("round %d", round).isEqualTo("alive");

            assertThat(Duration.ofNanos(System.nanoTime() - killed))
                    .as("round %d", round)
                    .isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void aConnectionKilledInUseFailsItsCallerAndNobodyElse() {
        assertThatThrownBy(() -> ask("select pg_terminate_backend(pg_backend_pid())::text"))
                .isInstanceOf(R2dbcException.class);

        assertThat(ask("select 'alive'")).isEqualTo("alive");
    }

    @Test
    void aDatabaseOutOfReachIsSaidWithinTheAcquireLimits() throws Exception {
        ConnectionPool nowhere =
                PostgresPool.create(
                        new PostgresAddress("ada", "opensesame", "127.0.0.1", 1, "mcsync"), "x", 2);

        assertThatThrownBy(() -> Mono.from(nowhere.create()).block(PATIENCE))
                .isInstanceOf(R2dbcException.class)
                .hasMessageNotContaining("opensesame");
        nowhere.close();
    }

    private String ask(String sql) {
        return query(sql).blockOptional(PATIENCE).orElseThrow();
    }

    private Mono<String> query(String sql) {
        return Mono.usingWhen(
                pool.create(),
                connection ->
                        Flux.from(connection.createStatement(sql).execute())
                                .flatMap(result -> result.map((row, _) -> row.get(0, String.class)))
                                .single(),
                Connection::close);
    }

    /** All at once in use, then all idle in the pool. */
    private void openAllConnections() {
        List<Connection> connections =
                Flux.range(0, 4)
                        .flatMap(_ -> pool.create())
                        .collectList()
                        .blockOptional(PATIENCE)
                        .orElseThrow();
        Flux.fromIterable(connections).flatMap(Connection::close).blockLast(PATIENCE);
    }

    private int killAllConnections() throws SQLException {
        return TestServer.query(
                        database,
                        """
                        select pg_terminate_backend(pid, 5000) from pg_stat_activity
                        where application_name = 'pool-under-test' and datname = current_database()
                        """)
                .size();
    }
}
