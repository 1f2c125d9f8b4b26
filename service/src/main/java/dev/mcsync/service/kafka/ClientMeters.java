package dev.mcsync.service.kafka;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;

/**
 * Tells a registry the few of Kafka's own measurements that an operator asks for, of every client
 * that reports to it: their names are Micrometer's ({@code kafka.consumer.fetch.manager…}), their
 * meaning Kafka's, and their only label is the client's id. A series stays when its client is
 * closed, and says 0 then, since one of the same name may follow.
 *
 * <p>Safe for use by many threads; Kafka calls it on whichever opens, uses or closes a client.
 */
public final class ClientMeters {

    private static final String CLIENT_ID = "client-id";
    private static final String SUFFIX = "-metrics";

    /** By Kafka's group: what is told of it, each of a whole client. */
    private static final Map<String, Set<String>> TOLD =
            Map.of(
                    "consumer-fetch-manager-metrics",
                    Set.of(
                            "records-consumed-total",
                            "bytes-consumed-total",
                            "records-lag-max",
                            "fetch-latency-avg"),
                    "consumer-coordinator-metrics",
                    Set.of(
                            "assigned-partitions",
                            "rebalance-total",
                            "failed-rebalance-total",
                            "last-heartbeat-seconds-ago"),
                    "consumer-metrics",
                    Set.of("connection-count", "failed-authentication-total"),
                    "producer-metrics",
                    Set.of(
                            "record-send-total",
                            "record-error-total",
                            "record-retry-total",
                            "request-latency-avg",
                            "buffer-available-bytes",
                            "connection-count",
                            "failed-authentication-total"),
                    "admin-client-metrics",
                    Set.of("connection-count", "failed-authentication-total"));

    private final MeterRegistry registry;
    private final Map<MetricName, Set<KafkaMetric>> live = new ConcurrentHashMap<>();

    public ClientMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void opened(KafkaMetric metric) {
        keyOf(metric.metricName())
                .ifPresent(key -> live.computeIfAbsent(key, this::registered).add(metric));
    }

    void closed(KafkaMetric metric) {
        keyOf(metric.metricName()).map(live::get).ifPresent(ofOneName -> ofOneName.remove(metric));
    }

    /** Empty for what is not told. */
    private static Optional<MetricName> keyOf(MetricName name) {
        boolean isTold = TOLD.getOrDefault(name.group(), Set.of()).contains(name.name());
        return isTold && name.tags().keySet().equals(Set.of(CLIENT_ID))
                ? Optional.of(name)
                : Optional.empty();
    }

    private Set<KafkaMetric> registered(MetricName name) {
        Set<KafkaMetric> ofOneName = ConcurrentHashMap.newKeySet();
        String meter = meterNameOf(name);
        String client = name.tags().getOrDefault(CLIENT_ID, "");
        ToDoubleFunction<Set<KafkaMetric>> value = ClientMeters::sum;
        if (name.name().endsWith("-total")) {
            FunctionCounter.builder(meter, ofOneName, value)
                    .description(name.description())
                    .tag("client.id", client)
                    .register(registry);
        } else {
            Gauge.builder(meter, ofOneName, value)
                    .description(name.description())
                    .tag("client.id", client)
                    .register(registry);
        }
        return ofOneName;
    }

    private static String meterNameOf(MetricName name) {
        String group = name.group().substring(0, name.group().length() - SUFFIX.length());
        return "kafka." + group.replace('-', '.') + "." + name.name().replace('-', '.');
    }

    /** Kafka says NaN, or a negative number, where it has nothing measured yet. */
    private static double sum(Set<KafkaMetric> metrics) {
        return metrics.stream()
                .mapToDouble(metric ->
                        metric.metricValue() instanceof Number value ? value.doubleValue() : 0)
                .filter(value -> value > 0)
                .sum();
    }
}
