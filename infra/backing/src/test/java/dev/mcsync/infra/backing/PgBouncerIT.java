package dev.mcsync.infra.backing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mcsync.db.DatabaseMigration;
import dev.mcsync.db.PostgresConnection;
import dev.mcsync.db.PostgresPool;
import dev.mcsync.db.Statements;
import dev.mcsync.db.WatchedTransactions;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What works behind PgBouncer, and what is refused in words. */
class PgBouncerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int TOGETHER = 4;

    /** Which the drivers ask for, and which is of no account. */
    private static final String ALWAYS = "ignore_startup_parameters = extra_float_digits\n";

    private static @TempDir Path directory;
    private static Path program = Path.of("pgbouncer");
    private static PostgresServer server;

    @BeforeAll
    static void start() {
        Optional<Path> found = PgBouncer.program();
        if (Boolean.getBoolean("pgbouncer.needed")) {
            assertThat(found).as("PgBouncer, which this run has to have").isPresent();
        }
        assumeTrue(
                found.isPresent(),
                "Left out: PgBouncer is not installed (Debian has it in the package pgbouncer)");
        program = found.orElseThrow();
        server = PostgresServer.start(directory.resolve("postgres"), LoopbackPorts.free());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void inSessionModeEverythingWorks() throws Exception {
        try (PgBouncer bouncer = bouncer("session", "pool_mode = session")) {
            DatabaseMigration.migrate(bouncer.address());
            ConnectionPool pool = PostgresPool.ofWatched(bouncer.address(), "test", TOGETHER);
            try {
                WatchedTransactions transactions = new WatchedTransactions(pool);
                List<String> found =
                        Flux.range(0, 200)
                                .flatMap(
                                        number ->
                                                transactions.inTransaction(
                                                        connection -> asked(connection, number)),
                                        TOGETHER)
                                .collectList()
                                .block(PATIENCE);

                assertThat(found).hasSize(200);
                assertThat(ask(pool, "show statement_timeout")).isEqualTo("15s");
                assertThat(ask(pool, "show lock_timeout")).isEqualTo("5s");
                assertThat(ask(pool, "show idle_in_transaction_session_timeout")).isEqualTo("10s");
                assertThat(ask(pool, "show synchronous_commit")).isEqualTo("on");
                assertThat(ask(pool, "show enable_seqscan")).isEqualTo("off");
            } finally {
                pool.dispose();
            }
            // The server's session goes to the next client, and nothing of the last one with it.
            ConnectionPool next = PostgresPool.create(bouncer.address(), "test", TOGETHER);
            try {
                assertThat(ask(next, "show enable_seqscan")).isEqualTo("on");
            } finally {
                next.dispose();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pool_mode = transaction",
                "pool_mode = statement",
                "pool_mode = session\nserver_reset_query ="
            })
    void wherePeopleShareSessionsItSaysSo(String mode) throws Exception {
        try (PgBouncer bouncer = bouncer("shared-" + mode.hashCode(), mode)) {
            ConnectionPool first = PostgresPool.create(bouncer.address(), "test", 1);
            ask(first, "select 'whoever comes first is alone'");
            ConnectionPool second = PostgresPool.create(bouncer.address(), "test", 1);
            try {
                first.disposeLater().block(PATIENCE);

                assertThatThrownBy(() -> ask(second, "select 'never'"))
                        .isInstanceOf(R2dbcException.class)
                        .hasMessageContaining("has to be in session mode");
                assertThatThrownBy(() -> PostgresConnection.open(bouncer.address(), "test"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("has to be in session mode");
            } finally {
                second.dispose();
            }
        }
    }

    /** As at the start of a service, where all its connections are new at once. */
    @Test
    void whoeverBeginsTogetherFindsOutAtTheNextUse() throws Exception {
        try (PgBouncer bouncer = bouncer("together", "pool_mode = transaction")) {
            ConnectionPool pool = PostgresPool.create(bouncer.address(), "test", TOGETHER);
            try {
                assertThatThrownBy(() ->
                                Flux.range(0, 200)
                                        .flatMap(
                                                _ -> asked(pool, "select pg_sleep(0.01)"), TOGETHER)
                                        .blockLast(PATIENCE))
                        .isInstanceOf(R2dbcException.class)
                        .hasMessageContaining("has to be in session mode");
            } finally {
                pool.dispose();
            }
        }
    }

    private static PgBouncer bouncer(String name, String settings) throws IOException {
        return PgBouncer.start(
                program, directory.resolve(name), server.address(), ALWAYS + settings);
    }

    private static Mono<String> asked(Connection connection, int number) {
        return Statements.rows(
                        Statements.bind(
                                connection.createStatement("select 'row ' || $1::text"),
                                Integer.toString(number)),
                        row -> String.valueOf(row.get(0)))
                .single();
    }

    private static String ask(ConnectionPool pool, String question) {
        return requireNonNull(asked(pool, question).block(PATIENCE));
    }

    private static Mono<String> asked(ConnectionPool pool, String question) {
        return Mono.usingWhen(
                pool.create(),
                connection ->
                        Statements.rows(
                                        connection.createStatement(question),
                                        row -> String.valueOf(row.get(0)))
                                .single(),
                Connection::close);
    }
}
