package dev.mcsync.notifier.health;

import dev.mcsync.notifier.ledger.DeliveryLedger;
import dev.mcsync.notifier.ledger.DeliveryLedger.Backlog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Asks the ledger for its backlog at intervals and keeps the answer, for the health of the database
 * and for the metrics alike: however often the probes call, it takes one connection at a time.
 */
final class LedgerProbe implements HealthIndicator, SmartLifecycle {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Three intervals and the longest that a statement may take. */
    private static final Duration STALE_AFTER = Duration.ofSeconds(30);

    private record Answer(Backlog backlog, Instant at) {}

    private final DeliveryLedger ledger;
    private final String channel;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Answer> last = new AtomicReference<>();
    private @Nullable Disposable asking;

    LedgerProbe(
            DeliveryLedger ledger, String channel, MeterRegistry registry, InstantSource clock) {
        this.ledger = ledger;
        this.channel = channel;
        this.clock = clock;
        Gauge.builder("mc.discord.waiting", this, probe -> probe.backlog().waiting())
                .description("Deliveries that are waiting or on their way")
                .tag("channel", channel)
                .register(registry);
        TimeGauge.builder(
                        "mc.discord.oldest.waiting",
                        this,
                        TimeUnit.MILLISECONDS,
                        probe -> probe.backlog().oldest().toMillis())
                .description("For how long the oldest of them has waited")
                .tag("channel", channel)
                .register(registry);
        Instant begun = clock.instant();
        TimeGauge.builder(
                        "mc.database.answer.age",
                        this,
                        TimeUnit.MILLISECONDS,
                        probe -> probe.sinceAnswer(begun).toMillis())
                .description("How long ago the database last answered")
                .register(registry);
    }

    @Override
    public Health health() {
        Answer answer = last.get();
        if (answer == null) {
            return Health.down().withDetail("reason", "no answer yet").build();
        }
        Duration age = Duration.between(answer.at(), clock.instant());
        Health.Builder health = age.compareTo(STALE_AFTER) > 0 ? Health.down() : Health.up();
        return health.withDetail("answeredSecondsAgo", age.toSeconds())
                .withDetail("waiting", answer.backlog().waiting())
                .build();
    }

    @Override
    public void start() {
        asking =
                Mono.defer(() -> ledger.backlog(channel))
                        .doOnNext(backlog -> last.set(new Answer(backlog, clock.instant())))
                        .then()
                        // Being out of reach shows as an answer that grows old.
                        .onErrorComplete()
                        .then(Mono.delay(INTERVAL))
                        .repeat()
                        .subscribe();
    }

    @Override
    public void stop() {
        if (asking != null) {
            asking.dispose();
            asking = null;
        }
    }

    @Override
    public boolean isRunning() {
        return asking != null;
    }

    private Duration sinceAnswer(Instant begun) {
        Answer answer = last.get();
        return Duration.between(answer == null ? begun : answer.at(), clock.instant());
    }

    private Backlog backlog() {
        Answer answer = last.get();
        return answer == null ? new Backlog(0, Duration.ZERO) : answer.backlog();
    }
}
