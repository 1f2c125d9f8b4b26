package dev.mcsync.realtime.read;

import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.db.WatchedTransactions;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.r2dbc.core.DefaultReactiveDataAccessStrategy;
import org.springframework.data.r2dbc.core.R2dbcEntityTemplate;
import org.springframework.data.r2dbc.dialect.PostgresDialect;
import org.springframework.data.relational.core.query.Query;
import org.springframework.r2dbc.connection.SingleConnectionFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.util.function.SingletonSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The tables as the read side sees them: plain rows as entities, all else by its statement. A
 * reading that nobody waits for any more is read to its end all the same: a cancelled one can spoil
 * the connection that it was on. One of which no word comes ends with its connection.
 */
final class Tables {

    private final WatchedTransactions connections;
    private final ConnectionFactoryMetadata kind;

    /** Made for the first who asks, so that the start does not wait for it. */
    private final Supplier<DefaultReactiveDataAccessStrategy> entities =
            SingletonSupplier.of(() ->
                    new DefaultReactiveDataAccessStrategy(
                            PostgresDialect.INSTANCE, List.of(JsonOfColumn.INSTANCE)));

    Tables(ConnectionFactory connections) {
        this.connections = new WatchedTransactions(connections);
        this.kind = connections.getMetadata();
    }

    /** The rows of one table; a member of {@code type} is read from the column of its name. */
    <T> Mono<List<T>> rows(Class<T> type, Query query) {
        return reading(
                database -> new R2dbcEntityTemplate(database, entities.get()).select(query, type));
    }

    /**
     * @param values by their names in the statement
     */
    <T> Mono<List<T>> rows(String sql, Map<String, ?> values, Function<Readable, T> row) {
        return reading(database -> database.sql(sql).bindValues(values).map(row).all());
    }

    private <T> Mono<List<T>> reading(Function<DatabaseClient, Flux<T>> rows) {
        return connections.onConnection(connection ->
                rows.apply(
                                DatabaseClient.create(
                                        new SingleConnectionFactory(connection, kind, true)))
                        .collectList());
    }

    @ReadingConverter
    private enum JsonOfColumn implements Converter<io.r2dbc.postgresql.codec.Json, Json> {
        INSTANCE;

        @Override
        public Json convert(io.r2dbc.postgresql.codec.Json column) {
            return StrictJson.canonical(column.asString());
        }
    }
}
