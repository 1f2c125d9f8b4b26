package dev.mcsync.db;

import static java.util.stream.Collectors.joining;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.WeakHashMap;
import reactor.core.publisher.Mono;

/**
 * Gives out no connection whose session lacks a setting, or belongs to others too. By a statement
 * and not with the first message of the connection, which a pooler between here and the server may
 * refuse, or leave out and say nothing. Thread-safe.
 */
final class OwnSessions implements ConnectionFactory {

    /**
     * A name of ours, with another value in each session. A server forgets it when it resets a
     * session for the next client, so whoever finds one at the beginning, or later another than his
     * own, shares the session with somebody.
     */
    private static final String MARK = "mc_sync.session";

    private static final String FIND = "select coalesce(current_setting('" + MARK + "', true), '')";

    private static final String BEGIN =
            """
            with earlier as materialized (%s as mark)
            select mark, set_config('%s', '%s', false)%s from earlier
            """;

    private final ConnectionFactory connections;
    private final Map<String, String> settings;
    private final Map<Connection, String> marks = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * @param settings of PostgreSQL, by their names; of the product's own, so never of somebody's
     *     input
     */
    OwnSessions(ConnectionFactory connections, Map<String, String> settings) {
        this.connections = connections;
        this.settings = Map.copyOf(settings);
    }

    /** Says in its first column what mark was there, and sets this one and the settings. */
    static String begin(String mark, Map<String, String> settings) {
        return BEGIN.formatted(
                FIND,
                MARK,
                mark,
                new TreeMap<>(settings)
                        .entrySet().stream()
                                .map(setting ->
                                        ", set_config('%s', '%s', false)"
                                                .formatted(setting.getKey(), setting.getValue()))
                                .collect(joining()));
    }

    static String newMark() {
        return UUID.randomUUID().toString();
    }

    /** For people; docs/security.md says more. */
    static String refusal() {
        return "Expected a session of the database for this connection alone, found one that others"
                + " use too: a pooler in between, such as PgBouncer, has to be in session mode and"
                + " to reset each session (server_reset_query = DISCARD ALL)";
    }

    @Override
    public Mono<? extends Connection> create() {
        return Mono.from(connections.create())
                .flatMap(connection ->
                        begun(connection)
                                .onErrorResume(failure ->
                                        Mono.from(connection.close())
                                                .onErrorComplete()
                                                .then(Mono.error(failure))));
    }

    /**
     * Asks the server. Fails for a connection that does not answer, or whose session is not its own
     * any more.
     */
    Mono<Void> check(Connection connection) {
        return Mono.defer(() -> found(connection, FIND, marks.getOrDefault(connection, "")));
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return connections.getMetadata();
    }

    private Mono<Connection> begun(Connection connection) {
        String mark = newMark();
        return found(connection, begin(mark, settings), "")
                .then(
                        Mono.fromSupplier(() -> {
                            marks.put(connection, mark);
                            return connection;
                        }));
    }

    private static Mono<Void> found(Connection connection, String question, String expected) {
        return Statements.rows(
                        connection.createStatement(question),
                        row -> String.valueOf(row.get(0, String.class)))
                .single()
                .flatMap(found ->
                        found.equals(expected)
                                ? Mono.empty()
                                : Mono.error(new R2dbcNonTransientResourceException(refusal())));
    }
}
