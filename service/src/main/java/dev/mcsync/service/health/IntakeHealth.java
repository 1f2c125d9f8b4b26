package dev.mcsync.service.health;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Whether every thread that reads the log still asks it for records. A thread that an error has
 * ended leaves its container running, and one may hang on a dead connection, so only the age of the
 * last poll tells.
 */
public final class IntakeHealth implements HealthIndicator {

    private final List<MessageListenerContainer> containers;
    private final Duration longestPollAge;
    private final String whenNotRunning;

    /**
     * @param longestPollAge above the longest back-off and the longest batch that is not in trouble
     * @param whenNotRunning what it means that a container does not run
     */
    public IntakeHealth(
            List<? extends MessageListenerContainer> containers,
            Duration longestPollAge,
            String whenNotRunning) {
        this.containers = List.copyOf(containers);
        this.longestPollAge = longestPollAge;
        this.whenNotRunning = whenNotRunning;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        for (MessageListenerContainer container : containers) {
            OptionalDouble age = LastPolls.longestSecondsAgo(container);
            boolean isPolling =
                    container.isRunning()
                            && age.isPresent()
                            && age.getAsDouble() * 1_000 < longestPollAge.toMillis();
            if (!isPolling) {
                health.down();
            }
            health.withDetail(
                    container.getListenerId(),
                    container.isRunning() ? told(age, isPolling) : whenNotRunning);
        }
        return health.build();
    }

    private static String told(OptionalDouble age, boolean isPolling) {
        return age.isPresent()
                ? (isPolling ? "polled %.0f s ago" : "not polling for %.0f s")
                        .formatted(age.getAsDouble())
                : "starting";
    }
}
