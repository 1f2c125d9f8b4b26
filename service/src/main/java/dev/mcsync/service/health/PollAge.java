package dev.mcsync.service.health;

import java.util.OptionalDouble;
import org.apache.kafka.common.Metric;
import org.springframework.kafka.listener.MessageListenerContainer;

/** How long ago the slowest of a container's threads asked the log for records. */
final class PollAge {

    private static final String POLL_AGE = "last-poll-seconds-ago";

    private PollAge() {}

    /** Empty before the first poll and after the end of the consumers. */
    static OptionalDouble seconds(MessageListenerContainer container) {
        return container.metrics().values().stream()
                .flatMap(metrics -> metrics.entrySet().stream())
                .filter(metric -> metric.getKey().name().equals(POLL_AGE))
                .mapToDouble(metric -> value(metric.getValue()))
                .max()
                .stream()
                .filter(age -> age >= 0)
                .findFirst();
    }

    private static double value(Metric metric) {
        return metric.metricValue() instanceof Number number ? number.doubleValue() : -1;
    }
}
