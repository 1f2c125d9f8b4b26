package dev.mcsync.processor.health;

import dev.mcsync.db.WatchedTransactions;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks the database once for all probes that come in a short while. */
public final class DatabaseHealth implements ReactiveHealthIndicator {

    private static final Duration KEPT_FOR = Duration.ofSeconds(2);

    private final Mono<Health> cached;

    public DatabaseHealth(ConnectionFactory connections) {
        this.cached =
                new WatchedTransactions(connections)
                        .onConnection(connection ->
                                Flux.from(connection.createStatement("select 1").execute())
                                        .concatMap(result -> result.map((_, _) -> true))
                                        .then(Mono.just(Health.up().build())))
                        .onErrorResume(_ -> Mono.just(Health.down().build()))
                        .cache(KEPT_FOR);
    }

    @Override
    public Mono<Health> health() {
        return cached;
    }
}
