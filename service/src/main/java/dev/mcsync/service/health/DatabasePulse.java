package dev.mcsync.service.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Tells how long ago the database last answered, also where nobody needs it: what a service says of
 * its work is said when there is some, and that goes well.
 */
public final class DatabasePulse implements SmartLifecycle {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final ReactiveHealthIndicator database;
    private final LongSupplier nanos;
    private volatile long answeredAtNanos;
    private volatile @Nullable Disposable asking;

    public DatabasePulse(DatabaseHealth database, MeterRegistry registry) {
        this(database, registry, System::nanoTime);
    }

    /**
     * @param nanos a clock that never jumps
     */
    DatabasePulse(ReactiveHealthIndicator database, MeterRegistry registry, LongSupplier nanos) {
        this.database = database;
        this.nanos = nanos;
        this.answeredAtNanos = nanos.getAsLong();
        TimeGauge.builder(
                        "mc.database.answer.age",
                        this,
                        TimeUnit.MILLISECONDS,
                        DatabasePulse::ageMillis)
                .description("How long ago the database last answered")
                .register(registry);
    }

    @Override
    public void start() {
        asking = ask().then(Mono.delay(INTERVAL)).repeat().subscribe();
    }

    @Override
    public void stop() {
        Disposable running = asking;
        if (running != null) {
            running.dispose();
            asking = null;
        }
    }

    @Override
    public boolean isRunning() {
        return asking != null;
    }

    /** Never fails: that there is no answer shows as one that grows old. */
    Mono<Void> ask() {
        return Mono.defer(database::health)
                .doOnNext(health -> {
                    if (health.getStatus().equals(Status.UP)) {
                        answeredAtNanos = nanos.getAsLong();
                    }
                })
                .then();
    }

    private double ageMillis() {
        return Duration.ofNanos(nanos.getAsLong() - answeredAtNanos).toMillis();
    }
}
