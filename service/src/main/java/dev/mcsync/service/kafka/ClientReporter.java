package dev.mcsync.service.kafka;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.jspecify.annotations.Nullable;

/**
 * Public because a client of Kafka makes it by its name. It is told of each measurement that the
 * client begins and ends. A client within another one, which was given no meters, is not measured.
 */
public final class ClientReporter implements MetricsReporter {

    /** The setting of a client that holds its {@link ClientMeters}. */
    static final String METERS = "mc.client.meters";

    private final Set<KafkaMetric> open = ConcurrentHashMap.newKeySet();
    private @Nullable ClientMeters meters;

    @Override
    public void configure(Map<String, ?> settings) {
        if (settings.get(METERS) instanceof ClientMeters given) {
            meters = given;
        }
    }

    @Override
    public void init(List<KafkaMetric> metrics) {
        metrics.forEach(this::metricChange);
    }

    @Override
    public void metricChange(KafkaMetric metric) {
        if (meters != null && open.add(metric)) {
            meters.opened(metric);
        }
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {
        if (meters != null && open.remove(metric)) {
            meters.closed(metric);
        }
    }

    /** A client that is closed does not remove its measurements first. */
    @Override
    public void close() {
        List.copyOf(open).forEach(this::metricRemoval);
    }
}
