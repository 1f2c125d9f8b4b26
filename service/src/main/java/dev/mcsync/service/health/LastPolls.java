package dev.mcsync.service.health;

import java.util.List;
import java.util.OptionalDouble;
import org.apache.kafka.common.Metric;
import org.springframework.kafka.listener.MessageListenerContainer;

/** How long ago the threads of a container asked the log for records, in seconds. */
final class LastPolls {

    private static final String SECONDS_AGO = "last-poll-seconds-ago";

    private LastPolls() {}

    /** One for each thread that lives and has polled. */
    static List<Double> secondsAgo(MessageListenerContainer container) {
        return container.metrics().values().stream()
                .flatMap(metrics -> metrics.entrySet().stream())
                .filter(metric -> metric.getKey().name().equals(SECONDS_AGO))
                .map(metric -> value(metric.getValue()))
                .filter(age -> age >= 0)
                .toList();
    }

    /** Of the slowest; empty before the first poll and after the end of the threads. */
    static OptionalDouble longestSecondsAgo(MessageListenerContainer container) {
        return secondsAgo(container).stream().mapToDouble(Double::doubleValue).max();
    }

    private static double value(Metric metric) {
        return metric.metricValue() instanceof Number number ? number.doubleValue() : -1;
    }
}
