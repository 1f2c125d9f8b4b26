package dev.mcsync.infra.backing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.db.DatabaseMigration;
import dev.mcsync.db.Encryption;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.db.PostgresConnection;
import dev.mcsync.db.PostgresPool;
import dev.mcsync.db.Statements;
import io.r2dbc.pool.ConnectionPool;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

/** Both ways into a database that asks: by JDBC, and by the pools of the services. */
class SecuredDatabaseIT {

    private static final String WHO =
            "select current_user || (select case when ssl then ' under TLS' else '' end"
                    + " from pg_stat_ssl where pid = pg_backend_pid())";

    private static @TempDir Path directory;
    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server =
                PostgresServer.start(
                        directory.resolve("postgres"),
                        LoopbackPorts.free(),
                        Optional.of(Authority.in(directory.resolve("authority"))));
        DatabaseMigration.migrate(server.address());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** The reader by a certificate, the others by a password. */
    @ParameterizedTest
    @EnumSource
    void eachRoleComesInUnderEncryption(DatabaseRole role) throws Exception {
        PostgresAddress address = server.address(role);

        assertThat(byJdbc(address)).isEqualTo(role.roleName() + " under TLS");
        assertThat(byThePool(address)).isEqualTo(role.roleName() + " under TLS");
        assertThat(byThePool(PostgresAddress.parse(address.urlWithPassword())))
                .isEqualTo(role.roleName() + " under TLS");
    }

    @Test
    void withoutEncryptionNobodyComesIn() {
        PostgresAddress plain = with(DatabaseRole.APP, new Encryption("disable", null));

        assertThatThrownBy(() -> byJdbc(plain)).hasMessageContaining("no encryption");
        assertThatThrownBy(() -> byThePool(plain)).hasMessageContaining("no encryption");
    }

    @Test
    void withoutHisCertificateTheReaderDoesNotComeIn() {
        String root = directory.resolve("authority").resolve("ca.crt").toString();
        PostgresAddress nobody = with(DatabaseRole.READER, new Encryption("verify-full", root));

        assertThatThrownBy(() -> byJdbc(nobody)).isNotNull();
        assertThatThrownBy(() -> byThePool(nobody)).isNotNull();
    }

    @Test
    void ofSeveralServersTheOneThatIsThereIsUsed() throws Exception {
        PostgresAddress one = server.address(DatabaseRole.APP);
        PostgresAddress several =
                new PostgresAddress(
                        one.user(),
                        one.password(),
                        List.of(
                                new PostgresAddress.Server("127.0.0.1", LoopbackPorts.free()),
                                one.servers().getFirst()),
                        one.database(),
                        one.encryption());

        assertThat(byJdbc(several)).isEqualTo("mcsync_app under TLS");
        assertThat(byThePool(several)).isEqualTo("mcsync_app under TLS");
    }

    private static PostgresAddress with(DatabaseRole role, Encryption encryption) {
        PostgresAddress address = server.address(role);
        return new PostgresAddress(
                address.user(),
                address.password(),
                address.servers(),
                address.database(),
                encryption);
    }

    private static String byJdbc(PostgresAddress address) throws Exception {
        try (Connection connection = PostgresConnection.open(address, "test");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WHO)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static String byThePool(PostgresAddress address) {
        ConnectionPool pool = PostgresPool.create(address, "test", 1);
        try {
            return requireNonNull(
                    Mono.usingWhen(
                                    pool.create(),
                                    connection ->
                                            Statements.rows(
                                                            connection.createStatement(WHO),
                                                            row -> String.valueOf(row.get(0)))
                                                    .single(),
                                    connection -> connection.close())
                            .block());
        } finally {
            pool.dispose();
        }
    }
}
