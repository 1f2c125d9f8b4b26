package dev.mcsync.notifier.health;

import dev.mcsync.notifier.intake.OutcomeListener;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the consumer has a connection to a broker. */
final class KafkaHealth implements HealthIndicator {

    private final OutcomeListener listener;

    KafkaHealth(OutcomeListener listener) {
        this.listener = listener;
    }

    @Override
    public Health health() {
        int connections = listener.connections();
        return (connections > 0 ? Health.up() : Health.down())
                .withDetail("connections", connections)
                .build();
    }
}
