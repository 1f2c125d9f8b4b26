package dev.mcsync.processor.audit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.db.DatabaseMigration;
import dev.mcsync.db.Encryption;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.db.PostgresPool;
import io.r2dbc.pool.ConnectionPool;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** Every way into the database asks who the server is, where its address says so. */
class EncryptedDatabaseIT {

    private static final String IS_ENCRYPTED =
            "select ssl::int from pg_stat_ssl where pid = pg_backend_pid()";

    private static @TempDir Path files;
    private static EmbeddedPostgres server;
    private static TestCertificate shown;
    private static TestCertificate strange;

    @BeforeAll
    static void start() throws Exception {
        shown =
                TestCertificate.create(
                        Files.createDirectory(files.resolve("shown")), "ip:127.0.0.1");
        strange =
                TestCertificate.create(
                        Files.createDirectory(files.resolve("strange")), "ip:127.0.0.1");
        server =
                EmbeddedPostgres.builder()
                        .setServerConfig("ssl", "on")
                        .setServerConfig("ssl_cert_file", shown.certificate().toString())
                        .setServerConfig("ssl_key_file", shown.key().toString())
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void whoIsVouchedForIsTalkedToUnderEncryption() throws Exception {
        PostgresAddress address = address("127.0.0.1", "verify-full", shown.certificate());

        assertThat(DatabaseMigration.migrate(address)).isPositive();
        assertThat(throughThePool(address)).isEqualTo(1);
        assertThat(throughTheSnapshot(address)).isEqualTo(1);
    }

    @Test
    void whoIsNotVouchedForIsRefused() {
        refusedEverywhere(address("127.0.0.1", "verify-full", strange.certificate()));
    }

    @Test
    void withoutAFileOnlyWhomJavaTrustsIsTaken() {
        PostgresAddress address = address("127.0.0.1", "verify-full", null);

        refusedEverywhere(address);
        assertThatThrownBy(() -> throughTheSnapshot(address))
                .hasStackTraceContaining("PKIX path building failed");
    }

    @Test
    void whoIsVouchedForUnderAnotherNameIsRefusedUnlessTheNameIsNoMatter() throws Exception {
        refusedEverywhere(address("localhost", "verify-full", shown.certificate()));

        PostgresAddress address = address("localhost", "verify-ca", shown.certificate());
        assertThat(throughThePool(address)).isEqualTo(1);
        assertThat(throughTheSnapshot(address)).isEqualTo(1);
    }

    @Test
    void withoutACheckWhoeverAnswersIsTalkedToUnderEncryption() throws Exception {
        for (String mode : List.of("prefer", "require")) {
            PostgresAddress address = address("localhost", mode, null);

            assertThat(throughThePool(address)).isEqualTo(1);
            assertThat(throughTheSnapshot(address)).isEqualTo(1);
        }
    }

    private static void refusedEverywhere(PostgresAddress address) {
        assertThatThrownBy(() -> DatabaseMigration.migrate(address)).isNotNull();
        assertThatThrownBy(() -> throughThePool(address)).isNotNull();
        assertThatThrownBy(() -> throughTheSnapshot(address)).isInstanceOf(SQLException.class);
    }

    private static int throughThePool(PostgresAddress address) {
        ConnectionPool pool = PostgresPool.create(address, "test", 1);
        try {
            return requireNonNull(
                    Mono.usingWhen(
                                    pool.create(),
                                    connection ->
                                            Mono.from(
                                                            connection
                                                                    .createStatement(IS_ENCRYPTED)
                                                                    .execute())
                                                    .flatMap(result ->
                                                            Mono.from(
                                                                    result.map((row, _) ->
                                                                            row.get(
                                                                                    0,
                                                                                    Integer
                                                                                            .class)))),
                                    connection -> connection.close())
                            .block());
        } finally {
            pool.dispose();
        }
    }

    private static long throughTheSnapshot(PostgresAddress address) throws SQLException {
        try (DatabaseSnapshot snapshot = DatabaseSnapshot.open(address, Duration.ZERO)) {
            return snapshot.number(IS_ENCRYPTED, DatabaseSnapshot.Binding.NOTHING);
        }
    }

    private static PostgresAddress address(
            String host, String mode, @Nullable Path rootCertificate) {
        return new PostgresAddress(
                "postgres",
                "unused-by-trust",
                List.of(new PostgresAddress.Server(host, server.getPort())),
                "postgres",
                new Encryption(mode, rootCertificate == null ? null : rootCertificate.toString()));
    }
}
