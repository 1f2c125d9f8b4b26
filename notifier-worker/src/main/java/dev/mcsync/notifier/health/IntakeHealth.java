package dev.mcsync.notifier.health;

import dev.mcsync.notifier.intake.OutcomeListener;
import java.time.Duration;
import java.util.OptionalDouble;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the consumer still polls. A consumer that died, or a listener that hangs on a dead
 * connection, shows only here: a restart cures both, so liveness looks at it too.
 */
public final class IntakeHealth implements HealthIndicator {

    private final OutcomeListener listener;
    private final Duration maxPollAge;

    /**
     * @param maxPollAge longer than the longest batch
     */
    public IntakeHealth(OutcomeListener listener, Duration maxPollAge) {
        this.listener = listener;
        this.maxPollAge = maxPollAge;
    }

    @Override
    public Health health() {
        OptionalDouble age = listener.secondsSinceLastPoll();
        if (!listener.isRunning() || age.isEmpty()) {
            return Health.down().withDetail("reason", "the consumer does not poll").build();
        }
        Health.Builder health =
                age.getAsDouble() > maxPollAge.toSeconds() ? Health.down() : Health.up();
        return health.withDetail("polledSecondsAgo", age.getAsDouble()).build();
    }
}
