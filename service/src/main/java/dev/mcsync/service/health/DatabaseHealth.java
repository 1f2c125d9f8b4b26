package dev.mcsync.service.health;

import dev.mcsync.db.Statements;
import dev.mcsync.db.WatchedTransactions;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/**
 * Whether the database answers, asked once for all probes that come in a short while: a question
 * for each look could use up the very pool that it looks at.
 */
public final class DatabaseHealth implements ReactiveHealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(DatabaseHealth.class);

    private static final Duration KEPT_FOR = Duration.ofSeconds(2);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

    private final Mono<Health> cached;

    public DatabaseHealth(ConnectionFactory connections) {
        this.cached =
                new WatchedTransactions(connections)
                        .onConnection(connection ->
                                Statements.rows(connection.createStatement("select 1"), _ -> true)
                                        .then(Mono.just(Health.up().build())))
                        .timeout(ANSWER_WITHIN)
                        .doOnError(e -> log.warn("The database does not answer: {}", e.toString()))
                        .onErrorResume(_ -> Mono.just(Health.down().build()))
                        .cache(KEPT_FOR);
    }

    @Override
    public Mono<Health> health() {
        return cached;
    }
}
