package dev.mcsync.service.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import reactor.core.publisher.Mono;

final class DatabasePulseTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private Health answer = Health.up().build();
    private final DatabasePulse pulse =
            new DatabasePulse(() -> Mono.just(answer), registry, nanos::get);

    @Test
    void anAnswerMakesItYoung() {
        passes(Duration.ofSeconds(90));
        pulse.ask().block();

        assertThat(ageSeconds()).isZero();
    }

    @Test
    void withoutAnAnswerItAges() {
        pulse.ask().block();
        answer = Health.down().build();
        passes(Duration.ofSeconds(40));
        pulse.ask().block();
        passes(Duration.ofSeconds(30));

        assertThat(ageSeconds()).isEqualTo(70);
    }

    @Test
    void beforeTheFirstAnswerItIsAsOldAsTheService() {
        passes(Duration.ofSeconds(12));

        assertThat(ageSeconds()).isEqualTo(12);
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private double ageSeconds() {
        return registry.get("mc.database.answer.age").timeGauge().value(TimeUnit.SECONDS);
    }
}
