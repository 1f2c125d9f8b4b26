package dev.mcsync.db;

import io.netty.handler.ssl.SslContextBuilder;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.MultiHostConnectionStrategy.TargetServerType;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.client.SSLMode;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens connection pools whose time limits live in the server. A reactive time-out that cancels a
 * running transaction can leave half of it applied, so callers set none: the server ends what takes
 * too long, and the transaction ends whole.
 */
public final class PostgresPool {

    /** Longest time one statement may run. */
    public static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(15);

    /** Longest time a statement waits for a row or table held by another transaction. */
    public static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration MAX_CREATE_TIME = Duration.ofSeconds(5);
    private static final Duration MAX_VALIDATION_TIME = Duration.ofSeconds(2);
    private static final Duration MAX_ACQUIRE_TIME = Duration.ofSeconds(5);
    private static final Duration TRUSTED_FOR = Duration.ofMillis(500);
    private static final Duration MAX_IDLE_TIME = Duration.ofMinutes(5);
    private static final Duration MAX_LIFE_TIME = Duration.ofMinutes(30);

    /** Bounds what a connection remembers in the server; our statements are a few dozen. */
    private static final int PREPARED_STATEMENTS = 256;

    private PostgresPool() {}

    /**
     * For work that may be cancelled. Opens nothing yet: connections are made when first asked for.
     *
     * @param applicationName what {@code pg_stat_activity} shows of these connections
     * @param maxConnections the most that are open at once
     */
    public static ConnectionPool create(
            PostgresAddress address, String applicationName, int maxConnections) {
        // Asked about each time: a connection spoilt by a cancelled read or cut from afar still
        // looks open from here.
        return pool(address, applicationName, maxConnections, sessionSettings(), Duration.ZERO);
    }

    /**
     * For {@link WatchedTransactions} alone, which nobody cancels: a connection that has just done
     * its work is trusted, so that work costs no question before it. Its statements find rows by
     * their indexes, however few the rows were when a statement was planned.
     *
     * @param applicationName what {@code pg_stat_activity} shows of these connections
     * @param maxConnections the most that are open at once
     */
    public static ConnectionPool ofWatched(
            PostgresAddress address, String applicationName, int maxConnections) {
        Map<String, String> settings = new HashMap<>(sessionSettings());
        // A plan is kept, and one made for a table that was empty reads the whole of it ever after.
        settings.put("enable_seqscan", "off");
        return pool(address, applicationName, maxConnections, settings, TRUSTED_FOR);
    }

    /**
     * @param trustedFor after a longer rest a connection is asked about
     */
    private static ConnectionPool pool(
            PostgresAddress address,
            String applicationName,
            int maxConnections,
            Map<String, String> settings,
            Duration trustedFor) {
        OwnSessions sessions = new OwnSessions(connections(address, applicationName), settings);
        Rested rested =
                new Rested(System::nanoTime, trustedFor, MAX_VALIDATION_TIME, sessions::check);
        return new ConnectionPool(
                ConnectionPoolConfiguration.builder(sessions)
                        .name(applicationName)
                        .initialSize(0)
                        .maxSize(maxConnections)
                        .maxValidationTime(MAX_VALIDATION_TIME)
                        .maxCreateConnectionTime(MAX_CREATE_TIME)
                        .maxAcquireTime(MAX_ACQUIRE_TIME)
                        // After a restart of the server every pooled connection may be dead; each
                        // try finds out about one of them.
                        .acquireRetry(maxConnections)
                        .maxIdleTime(MAX_IDLE_TIME)
                        .maxLifeTime(MAX_LIFE_TIME)
                        .validationDepth(ValidationDepth.LOCAL)
                        .postAllocate(rested::check)
                        .preRelease(rested::released)
                        .build());
    }

    private static PostgresqlConnectionFactory connections(
            PostgresAddress address, String applicationName) {
        PostgresqlConnectionConfiguration.Builder server =
                PostgresqlConnectionConfiguration.builder()
                        .username(address.user())
                        .password(address.password())
                        .database(address.database())
                        .sslMode(SSLMode.fromValue(address.encryption().mode()))
                        .applicationName(applicationName)
                        .timeZone("UTC")
                        .connectTimeout(CONNECT_TIMEOUT)
                        .tcpKeepAlive(true)
                        .tcpNoDelay(true)
                        .preparedStatementCacheQueries(PREPARED_STATEMENTS);
        reach(server, address.servers());
        encrypt(server, address.encryption());
        return new PostgresqlConnectionFactory(server.build());
    }

    /** Of several servers the primary: a replica would refuse the first write. */
    private static void reach(
            PostgresqlConnectionConfiguration.Builder server,
            List<PostgresAddress.Server> servers) {
        if (servers.size() == 1) {
            server.host(servers.getFirst().host()).port(servers.getFirst().port());
            return;
        }
        servers.forEach(each -> server.addHost(each.host(), each.port()));
        server.targetServerType(TargetServerType.PRIMARY);
    }

    private static void encrypt(
            PostgresqlConnectionConfiguration.Builder server, Encryption encryption) {
        if (encryption.rootCertificate() != null) {
            server.sslRootCert(encryption.rootCertificate());
        }
        if (encryption.own() != null) {
            server.sslCert(encryption.own().certificate()).sslKey(encryption.own().key());
        }
        if (!encryption.checksName()) {
            server.sslContextBuilderCustomizer(PostgresPool::ofAnyName);
        }
    }

    /** Netty would compare the name of the server where the mode asks for no name. */
    private static SslContextBuilder ofAnyName(SslContextBuilder context) {
        return context.endpointIdentificationAlgorithm(null);
    }

    /** No session is ever without them. */
    private static Map<String, String> sessionSettings() {
        return Map.of(
                "statement_timeout", millis(STATEMENT_TIMEOUT),
                "lock_timeout", millis(LOCK_TIMEOUT),
                "idle_in_transaction_session_timeout",
                        millis(PostgresConnection.IDLE_IN_TRANSACTION_TIMEOUT),
                "default_transaction_isolation", "read committed",
                "synchronous_commit", "on");
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
