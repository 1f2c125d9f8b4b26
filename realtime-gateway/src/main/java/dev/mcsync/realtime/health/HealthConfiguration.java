package dev.mcsync.realtime.health;

import dev.mcsync.realtime.view.BoardFollower;
import dev.mcsync.realtime.view.Currency;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    /** The log is asked every second; so long without an answer is no hiccup. */
    private static final Duration KAFKA_SILENT_FOR = Duration.ofSeconds(15);

    private static final Duration BOARD_STALE_AFTER = Duration.ofSeconds(30);

    @Bean
    HealthIndicator kafkaHealthIndicator(BoardFollower follower, InstantSource clock) {
        return () -> ageOf(follower.reachedAt(), KAFKA_SILENT_FOR, "last_answer_at", clock);
    }

    /** Caught up, and still following. */
    @Bean
    HealthIndicator boardHealthIndicator(Currency currency, InstantSource clock) {
        return () -> ageOf(currency.asOf(), BOARD_STALE_AFTER, "as_of", clock);
    }

    private static Health ageOf(
            Optional<Instant> moment, Duration limit, String name, InstantSource clock) {
        if (moment.isEmpty()) {
            return Health.down().withDetail(name, "never").build();
        }
        boolean isOld = Duration.between(moment.get(), clock.instant()).compareTo(limit) > 0;
        return (isOld ? Health.down() : Health.up()).withDetail(name, moment.get()).build();
    }
}
