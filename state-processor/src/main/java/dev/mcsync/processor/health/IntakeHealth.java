package dev.mcsync.processor.health;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * Whether every intake thread still asks the log for records. A thread that an error has ended
 * leaves its container running, so only the age of the last poll tells.
 */
public final class IntakeHealth implements HealthIndicator {

    /** Above the longest back-off and the longest batch that is not in trouble. */
    private static final Duration LONGEST_POLL_AGE = Duration.ofSeconds(45);

    private static final String POLL_AGE = "last-poll-seconds-ago";

    private final List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers;

    public IntakeHealth(List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers) {
        this.containers = List.copyOf(containers);
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        for (ConcurrentMessageListenerContainer<byte[], byte[]> container : containers) {
            String name = container.getListenerId();
            OptionalDouble age = oldestPollAgeSeconds(container);
            boolean isPolling =
                    container.isRunning()
                            && age.isPresent()
                            && age.getAsDouble() >= 0
                            && age.getAsDouble() < LONGEST_POLL_AGE.toSeconds();
            if (!isPolling) {
                health.down();
            }
            health.withDetail(name, isPolling ? "polling" : notPolling(container, age));
        }
        return health.build();
    }

    private static String notPolling(
            ConcurrentMessageListenerContainer<byte[], byte[]> container, OptionalDouble age) {
        if (!container.isRunning()) {
            return "waiting for the log to answer";
        }
        return age.isPresent() ? "not polling for %.0f s".formatted(age.getAsDouble()) : "starting";
    }

    private static OptionalDouble oldestPollAgeSeconds(
            ConcurrentMessageListenerContainer<byte[], byte[]> container) {
        return container.metrics().values().stream()
                .flatMap(metrics -> metrics.entrySet().stream())
                .filter(metric -> isPollAge(metric.getKey()))
                .mapToDouble(metric -> value(metric.getValue()))
                .max();
    }

    private static boolean isPollAge(MetricName name) {
        return name.name().equals(POLL_AGE);
    }

    private static double value(Metric metric) {
        return metric.metricValue() instanceof Number number ? number.doubleValue() : -1;
    }
}
