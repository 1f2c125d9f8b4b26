package dev.mcsync.infra.testbed;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/**
 * Notes every client of Kafka that was told of it: whichever makes itself known here has what the
 * operator set, for it is set the same way. Kafka makes one of these for each client.
 */
public final class SeenClients implements MetricsReporter {

    /** As an argument of a service. */
    public static final String ARGUMENT =
            "--mc.kafka.metric.reporters=" + SeenClients.class.getName();

    private static final Set<String> IDS = ConcurrentHashMap.newKeySet();

    /** Client ids of all that were made in this JVM. */
    public static Set<String> ids() {
        return Set.copyOf(IDS);
    }

    @Override
    public void configure(Map<String, ?> settings) {
        IDS.add(Objects.toString(settings.get(CommonClientConfigs.CLIENT_ID_CONFIG)));
    }

    @Override
    public void init(List<KafkaMetric> metrics) {
        // Of no interest.
    }

    @Override
    public void metricChange(KafkaMetric metric) {
        // Of no interest.
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {
        // Of no interest.
    }

    @Override
    public void close() {
        // What was seen stays.
    }
}
