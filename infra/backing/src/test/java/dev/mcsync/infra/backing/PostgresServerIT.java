package dev.mcsync.infra.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.backing.proxy.ProxyMode;
import dev.mcsync.infra.backing.proxy.TcpProxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {
    @TempDir Path directory;

    @Test
    void committedRowsSurviveAKill() throws Exception {
        try (PostgresServer server = PostgresServer.start(directory, LoopbackPorts.free())) {
            try (Connection connection = connect(server)) {
                connection.createStatement().execute("create table kept (line text)");
                connection.createStatement().execute("insert into kept values ('committed')");

                server.kill();
            }
            assertThat(server.isAlive()).isFalse();
            server.restart();

            assertThat(read(server, "select line from kept")).isEqualTo("committed");
        }
    }

    @Test
    void aCopyOfARunningServerTakesItsPlaceAndLacksWhatCameLater() throws Exception {
        Path copy = directory.resolve("copy");
        try (PostgresServer server =
                PostgresServer.start(directory.resolve("own"), LoopbackPorts.free())) {
            run(server, "create table kept (line text)");
            run(server, "insert into kept values ('before')");
            server.copyTo(copy);
            run(server, "insert into kept values ('after')");
            server.kill();
            server.tradeDataWith(copy);

            server.restart();

            assertThat(read(server, "select string_agg(line, ' ') from kept")).isEqualTo("before");
        }
        try (PostgresServer former = PostgresServer.start(copy, LoopbackPorts.free())) {
            assertThat(read(former, "select count(*) from kept")).isEqualTo("2");
        }
    }

    @Test
    void aReplicaThatIsPromotedLacksWhatDidNotReachIt() throws Exception {
        try (PostgresServer primary =
                        PostgresServer.start(directory.resolve("own"), LoopbackPorts.free());
                TcpProxy between = TcpProxy.before(primary.port())) {
            run(primary, "create table kept (line text)");
            primary.copyForReplica(directory.resolve("replica"), between.port());
            try (PostgresServer replica =
                    PostgresServer.start(directory.resolve("replica"), LoopbackPorts.free())) {
                run(primary, "insert into kept values ('reaches it')");
                assertThat(Patience.await(Duration.ofSeconds(20), () -> "1".equals(count(replica))))
                        .isTrue();
                between.mode(new ProxyMode.Refuse());
                run(primary, "insert into kept values ('does not')");
                primary.kill();

                replica.promote();

                run(replica, "insert into kept values ('written by the new one')");
                assertThat(read(replica, "select string_agg(line, ', ') from kept"))
                        .isEqualTo("reaches it, written by the new one");
            }
        }
    }

    @Test
    void theServerOfAKilledRunIsStoppedAndItsDataKept() throws Exception {
        PostgresServer orphan = PostgresServer.start(directory, LoopbackPorts.free());
        try (Connection connection = connect(orphan)) {
            connection.createStatement().execute("create table kept as select 1 as one");
        }

        try (PostgresServer server = PostgresServer.start(directory, LoopbackPorts.free())) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(read(server, "select one from kept")).isEqualTo("1");
        }
        assertThat(PostgresServer.stopOrphan(directory)).isEmpty();
    }

    @Test
    void itRunsWithDurabilityAndWithoutSuperuser() throws Exception {
        try (PostgresServer server = PostgresServer.start(directory, LoopbackPorts.free())) {
            assertThat(read(server, "show fsync")).isEqualTo("on");
            assertThat(read(server, "show synchronous_commit")).isEqualTo("on");
            assertThat(read(server, "show full_page_writes")).isEqualTo("on");
            assertThat(read(server, "show data_checksums")).isEqualTo("on");
            assertThat(read(server, "show is_superuser")).isEqualTo("off");
            assertThat(Files.getPosixFilePermissions(directory.resolve("password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @EnabledIfSystemProperty(named = "user.name", matches = "root")
    void rootStartsItAsNobodyWhereNamespacesAreForbidden() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path own = directory.resolve("own");

        try (PostgresServer server =
                PostgresServer.start(
                        own, LoopbackPorts.free(), Optional.empty(), Unprivileged.BY_OTHER_USER)) {
            assertThat(read(server, "select current_user")).isEqualTo("mcsync");
            assertThat(Files.getOwner(own.resolve("data")).getName()).isEqualTo("nobody");
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> PostgresServer.start(directory, taken.getLocalPort()))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessage(
                            "Port %d, wanted for PostgreSQL, is taken by another program",
                            taken.getLocalPort());
        }
    }

    private static Connection connect(PostgresServer server) throws SQLException {
        PostgresAddress address = server.address();
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    private static void run(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = connect(server)) {
            connection.createStatement().execute(sql);
        }
    }

    private static String count(PostgresServer server) {
        try {
            return read(server, "select count(*) from kept");
        } catch (SQLException e) {
            throw new IllegalStateException("The replica does not answer", e);
        }
    }

    private static String read(PostgresServer server, String query) throws SQLException {
        try (Connection connection = connect(server);
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
