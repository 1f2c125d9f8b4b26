package dev.mcsync.realtime.read;

import dev.mcsync.service.health.DatabaseHealth;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import reactor.core.publisher.Mono;

/**
 * Whether the history can be read. It is told and measured, but decides nothing: board and commands
 * come from the log, and all instances have the one database. Were one without it not ready, a
 * balancer would take the board from everybody at once.
 */
final class HistoryHealth implements ReactiveHealthIndicator {

    /** In no order of severities, so that what is made of all parts passes over it. */
    static final Status AWAY = new Status("AWAY");

    private final DatabaseHealth database;

    /** As found last, by whoever asked. */
    private volatile boolean isAway;

    HistoryHealth(DatabaseHealth database, MeterRegistry registry) {
        this.database = database;
        Gauge.builder("mc.realtime.history.away", this, HistoryHealth::measured)
                .description("1 while the database does not answer and the history is not told")
                .register(registry);
    }

    @Override
    public Mono<Health> health() {
        return database.health()
                .map(health -> health.getStatus().equals(Status.UP))
                .doOnNext(isThere -> isAway = !isThere)
                .map(isThere -> Health.status(isThere ? Status.UP : AWAY).build());
    }

    /** Each measurement asks anew, for the next one: none waits for the database. */
    private int measured() {
        health().subscribe();
        return isAway ? 1 : 0;
    }
}
