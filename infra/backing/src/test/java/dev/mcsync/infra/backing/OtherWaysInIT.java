package dev.mcsync.infra.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.AuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker that takes names by PLAIN, too, and asks every client for a certificate. */
class OtherWaysInIT {

    private static final String PASSWORD = "of-the-gateway";
    private static final String STORE_PASSWORD = "changeit";
    private static final int LIMIT = 20_000;

    private static @TempDir Path directory;
    private static Authority authority;
    private static KafkaBroker broker;

    @BeforeAll
    static void start() {
        authority = Authority.in(directory.resolve("authority"));
        LogSecurity security =
                LogSecurity.in(directory.resolve("users"), authority)
                        .and(
                                """
                                listener.name.clients.sasl.enabled.mechanisms=SCRAM-SHA-512,PLAIN
                                listener.name.clients.plain.sasl.jaas.config=\
                                org.apache.kafka.common.security.plain.PlainLoginModule required \
                                user_mc-gateway="%s";
                                listener.name.clients.ssl.client.auth=required
                                listener.name.clients.ssl.truststore.type=PEM
                                listener.name.clients.ssl.truststore.location=%s
                                """
                                        .formatted(PASSWORD, authority.certificate()));
        broker =
                KafkaBroker.start(
                        directory.resolve("kafka"), LoopbackPorts.free(), Optional.of(security));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void aNameByPlainAndACertificateAsPemAreLetIn() throws Exception {
        assertThat(clusterSeenBy(plain(PASSWORD), ownPem())).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JKS", "PKCS12"})
    void storesOfTheOtherKindsDoAsWell(String kind) throws Exception {
        Map<String, String> stores = new HashMap<>();
        stores.put("ssl.truststore.type", kind);
        stores.put("ssl.truststore.location", truststore(kind).toString());
        stores.put("ssl.truststore.password", STORE_PASSWORD);

        assertThat(clusterSeenBy(plain(PASSWORD), ownPem(), stores)).isNotEmpty();
        assertThat(clusterSeenBy(ownPem(), stores)).as("by SCRAM").isNotEmpty();
    }

    @Test
    void aWrongPasswordByPlainIsRefused() {
        assertThatThrownBy(() -> clusterSeenBy(plain("another"), ownPem()))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(AuthenticationException.class);
    }

    @Test
    void whoHasNoCertificateIsRefused() {
        assertThatThrownBy(() -> clusterSeenBy(plain(PASSWORD)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(AuthenticationException.class);
    }

    @Test
    void aCertificateOfSomebodyElsesAuthorityIsRefused() {
        Authority other = Authority.in(directory.resolve("other"));

        assertThatThrownBy(() -> clusterSeenBy(plain(PASSWORD), pem(other.forClient("gateway"))))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(AuthenticationException.class);
    }

    @SafeVarargs
    private static String clusterSeenBy(Map<String, String>... ways)
            throws ExecutionException, InterruptedException {
        Map<String, Object> settings = new HashMap<>(broker.clientSettings(LogUser.GATEWAY));
        for (Map<String, String> way : ways) {
            settings.putAll(way);
        }
        settings.put("default.api.timeout.ms", LIMIT);
        settings.put("request.timeout.ms", LIMIT);
        try (Admin admin = Admin.create(settings)) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static Map<String, String> plain(String password) {
        return Map.of(
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " username=\"mc-gateway\" password=\"%s\";".formatted(password));
    }

    private static Map<String, String> ownPem() {
        return pem(authority.forClient("gateway"));
    }

    private static Map<String, String> pem(Authority.Issued issued) {
        return Map.of(
                "ssl.keystore.type", "PEM", "ssl.keystore.location", issued.both().toString());
    }

    private static Path truststore(String kind) throws Exception {
        KeyStore store = KeyStore.getInstance(kind);
        store.load(null, null);
        try (InputStream in = Files.newInputStream(authority.certificate())) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        Path file = directory.resolve("trust." + kind);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, STORE_PASSWORD.toCharArray());
        }
        return file;
    }
}
