package dev.mcsync.realtime.read;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The pool's connections, given within a limit or not at all. The pool's own limit is for each try,
 * and it tries as often as it may have dead connections: that long nobody at a panel waits. Its
 * search is not cut short, and what it finds too late goes back.
 */
final class PromptConnections implements ConnectionFactory {

    private final ConnectionPool pool;
    private final Duration limit;

    PromptConnections(ConnectionPool pool, Duration limit) {
        this.pool = pool;
        this.limit = limit;
    }

    @Override
    public Mono<Connection> create() {
        return Mono.defer(() -> {
            CompletableFuture<@Nullable Connection> search = pool.create().toFuture();
            return Mono.fromFuture(search, true)
                    .timeout(
                            limit,
                            Mono.defer(() -> {
                                search.thenAccept(PromptConnections::giveBack);
                                return Mono.error(
                                        new R2dbcTimeoutException(
                                                "No connection to the database within " + limit));
                            }));
        });
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return pool.getMetadata();
    }

    private static void giveBack(@Nullable Connection late) {
        if (late != null) {
            Mono.from(late.close()).subscribe();
        }
    }
}
