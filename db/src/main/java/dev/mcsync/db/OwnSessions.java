package dev.mcsync.db;

import static java.util.stream.Collectors.joining;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.util.Map;
import java.util.TreeMap;
import reactor.core.publisher.Mono;

/**
 * Gives out no connection whose session lacks a setting, or belongs to others too. By a statement
 * and not with the first message of the connection, which a pooler between here and the server may
 * refuse, or leave out and say nothing.
 */
final class OwnSessions implements ConnectionFactory {

    /**
     * A name of ours. A server forgets it when it resets a session for the next client, so whoever
     * finds it set shares the session with somebody.
     */
    private static final String MARK = "mc_sync.session";

    private static final String BEGIN =
            """
            with earlier as materialized (select coalesce(current_setting('%1$s', true), '') as mark)
            select mark, set_config('%1$s', 'in use', false)%2$s from earlier
            """;

    private final ConnectionFactory connections;
    private final String begin;

    /**
     * @param settings of PostgreSQL, by their names; of the product's own, so never of somebody's
     *     input
     */
    OwnSessions(ConnectionFactory connections, Map<String, String> settings) {
        this.connections = connections;
        this.begin = begin(settings);
    }

    /** What tells whether the session is one's own, in its first column, and makes it so. */
    static String begin(Map<String, String> settings) {
        return BEGIN.formatted(
                MARK,
                new TreeMap<>(settings)
                        .entrySet().stream()
                                .map(setting ->
                                        ", set_config('%s', '%s', false)"
                                                .formatted(setting.getKey(), setting.getValue()))
                                .collect(joining()));
    }

    /**
     * @param mark what the first column of {@link #begin} said
     */
    static boolean isOwn(String mark) {
        return mark.isEmpty();
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

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return connections.getMetadata();
    }

    private Mono<Connection> begun(Connection connection) {
        return Statements.rows(
                        connection.createStatement(begin),
                        row -> isOwn(String.valueOf(row.get(0, String.class))))
                .single()
                .flatMap(isOwn ->
                        isOwn
                                ? Mono.just(connection)
                                : Mono.error(new R2dbcNonTransientResourceException(refusal())));
    }
}
