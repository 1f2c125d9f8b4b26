package dev.mcsync.db;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import reactor.core.publisher.Mono;

/**
 * Gives out no connection whose session lacks a setting, or belongs to others too. By a statement
 * and not with the first message of the connection, which a pooler between here and the server may
 * refuse, or leave out and say nothing. Thread-safe.
 */
final class OwnSessions implements ConnectionFactory {

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
        return Mono.defer(
                () -> found(connection, SessionMark.FIND, marks.getOrDefault(connection, "")));
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return connections.getMetadata();
    }

    private Mono<Connection> begun(Connection connection) {
        String mark = SessionMark.fresh();
        return found(connection, SessionMark.begin(mark, settings), "")
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
                                : Mono.error(
                                        new R2dbcNonTransientResourceException(
                                                SessionMark.refusal())));
    }
}
