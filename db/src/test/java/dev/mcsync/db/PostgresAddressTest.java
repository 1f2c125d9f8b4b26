package dev.mcsync.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.db.Encryption.ClientCertificate;
import dev.mcsync.db.PostgresAddress.Server;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {

    @Test
    void everyPartIsRead() {
        PostgresAddress address =
                PostgresAddress.parse("postgresql://ada:secret@db.internal:6543/mcsync");

        assertThat(address)
                .isEqualTo(new PostgresAddress("ada", "secret", "db.internal", 6543, "mcsync"));
        assertThat(address.jdbcUrl())
                .isEqualTo("jdbc:postgresql://db.internal:6543/mcsync?sslmode=prefer");
    }

    @Test
    void theShortSchemeTheDefaultPortAndAMissingPasswordAreFine() {
        assertThat(PostgresAddress.parse(" postgres://ada@localhost/mcsync\n"))
                .isEqualTo(new PostgresAddress("ada", "", "localhost", 5432, "mcsync"));
    }

    @Test
    void hostsMayBeDockerNamesAndIpv6() {
        assertThat(PostgresAddress.parse("postgresql://a:b@mc_postgres:5432/d").host())
                .isEqualTo("mc_postgres");

        PostgresAddress ipv6 = PostgresAddress.parse("postgresql://a:b@[::1]:5432/d");
        assertThat(ipv6.host()).isEqualTo("::1");
        assertThat(ipv6.jdbcUrl()).startsWith("jdbc:postgresql://[::1]:5432/d");
    }

    @Test
    void reservedCharactersAreDecodedOnceAndAPlusStays() {
        PostgresAddress address =
                PostgresAddress.parse("postgresql://a%40b:p%2F%25+%3A@host/my%20db");

        assertThat(address.user()).isEqualTo("a@b");
        assertThat(address.password()).isEqualTo("p/%+:");
        assertThat(address.database()).isEqualTo("my db");
        assertThat(address.jdbcUrl()).contains("/my%20db");
    }

    @Test
    void aPasswordMayHoldWhatLooksLikeAHost() {
        PostgresAddress address = PostgresAddress.parse("postgresql://ada:a@b:1/c@host:2/d");

        assertThat(address).isEqualTo(new PostgresAddress("ada", "a@b:1/c", "host", 2, "d"));
    }

    @Test
    void theWholeAddressReadsBackAsTheSame() {
        PostgresAddress address =
                new PostgresAddress(
                        "a@b",
                        "p/?#:+ %ü",
                        List.of(new Server("::1", 5433), new Server("second", 5432)),
                        "my db",
                        new Encryption(
                                "verify-ca",
                                "/etc/my roots/ca+1.pem",
                                new ClientCertificate("/etc/a.crt", "/etc/a.key")));

        assertThat(PostgresAddress.parse(address.urlWithPassword())).isEqualTo(address);
    }

    @Test
    void encryptionIsAskedForAsInLibpq() {
        PostgresAddress address = PostgresAddress.parse("postgresql://a:b@h/d?sslmode=verify-full");

        assertThat(address.encryption()).isEqualTo(new Encryption("verify-full", null));
        assertThat(address.jdbcUrl())
                .endsWith(
                        "?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");
    }

    @Test
    void whoMayVouchForTheServerIsSaidByAFile() {
        PostgresAddress address =
                PostgresAddress.parse(
                        "postgresql://a:b@h/d?sslrootcert=/etc/ca.pem&sslmode=verify-full");

        assertThat(address.encryption()).isEqualTo(new Encryption("verify-full", "/etc/ca.pem"));
        assertThat(address.jdbcUrl()).endsWith("?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem");
        assertThat(address)
                .hasToString(
                        "postgresql://a:***@h:5432/d?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem");
    }

    @Test
    void ofSeveralServersThePrimaryIsAskedFor() {
        PostgresAddress address = PostgresAddress.parse("postgresql://a:b@one,two:6543,[::1]/d");

        assertThat(address.servers())
                .containsExactly(
                        new Server("one", 5432), new Server("two", 6543), new Server("::1", 5432));
        assertThat(address.jdbcUrl())
                .isEqualTo(
                        "jdbc:postgresql://one:5432,two:6543,[::1]:5432/d?sslmode=prefer&targetServerType=primary");
        assertThat(address).hasToString("postgresql://a:***@one:5432,two:6543,[::1]:5432/d");
    }

    @Test
    void anotherDatabaseOnTheSameServer() {
        assertThat(PostgresAddress.parse("postgresql://a:b@h:1/d").withDatabase("e"))
                .isEqualTo(new PostgresAddress("a", "b", "h", 1, "e"));
    }

    @Test
    void thePasswordIsNotShown() {
        PostgresAddress address = PostgresAddress.parse("postgresql://ada:opensesame@host:1/d");

        assertThat(address).hasToString("postgresql://ada:***@host:1/d");
        assertThat(address.jdbcUrl()).doesNotContain("opensesame");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mysql://ada:opensesame@host/d",
                "jdbc:postgresql://host/d?password=opensesame",
                "postgresql://host:1/d",
                "postgresql://ada:opensesame@host",
                "postgresql://ada:opensesame@host:1/",
                "postgresql://ada:opensesame@host:0/d",
                "postgresql://ada:opensesame@host:65536/d",
                "postgresql://ada:opensesame@one,,two/d",
                "postgresql://ada:opensesame%zz@host/d",
                "postgresql://ada:x@host/d?password=opensesame",
                "postgresql://ada:opensesame@host/d?sslmode=maybe",
                "postgresql://ada:opensesame@host/d?sslrootcert=/etc/ca.pem",
                "postgresql://ada:opensesame@host/d?sslmode=verify-full&sslcert=/etc/a.crt",
                "postgresql://ada:opensesame@host/d?sslcert=/etc/a.crt&sslkey=/etc/a.key",
                "postgresql://ada:opensesame@host/d?opensesame",
                "postgresql://ada:opensesame@host/d?sslmode=require&",
            })
    void whatIsNotAnAddressIsRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> PostgresAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("opensesame")
                .hasNoCause();
    }
}
