package dev.mcsync.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.metrics.stats.Value;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;

final class ClientMetersTest {

    private static final String SENT = "kafka.producer.record.send.total";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ClientMeters meters = new ClientMeters(registry);

    @Test
    void aTotalIsACounterAndTheRestAreGauges() {
        try (Metrics client = client()) {
            client.sensor("sent")
                    .add(name("record-send-total", "producer-metrics", "one"), new CumulativeSum());
            client.sensor("sent").record(3);
            client.sensor("open")
                    .add(name("connection-count", "producer-metrics", "one"), new Value());
            client.sensor("open").record(2);

            assertThat(registry.get(SENT).tag("client.id", "one").functionCounter().count())
                    .isEqualTo(3);
            assertThat(registry.get("kafka.producer.connection.count").gauge().value())
                    .isEqualTo(2);
        }
    }

    @Test
    void whatIsOfOneTopicOrNobodysQuestionIsNotTold() {
        try (Metrics client = client()) {
            client.sensor("of-topic")
                    .add(
                            new MetricName(
                                    "records-lag-max",
                                    "consumer-fetch-manager-metrics",
                                    "",
                                    Map.of("client-id", "one", "topic", "t")),
                            new Value());
            client.sensor("other")
                    .add(name("io-wait-ratio", "consumer-metrics", "one"), new Value());

            assertThat(registry.getMeters()).isEmpty();
        }
    }

    @Test
    void aClientThatFollowsUnderTheSameNameIsTheSameSeries() {
        MetricName sent = name("record-send-total", "producer-metrics", "one");
        Metrics first = client();
        first.sensor("sent").add(sent, new CumulativeSum());
        first.sensor("sent").record(3);
        try (Metrics second = client()) {
            second.sensor("sent").add(sent, new CumulativeSum());
            second.sensor("sent").record(4);
            assertThat(registry.get(SENT).functionCounter().count()).isEqualTo(7);

            first.close();

            assertThat(registry.getMeters())
                    .singleElement()
                    .extracting(Meter::getId)
                    .isEqualTo(registry.get(SENT).meter().getId());
            assertThat(registry.get(SENT).functionCounter().count()).isEqualTo(4);
        }
    }

    @Test
    void whatIsNotMeasuredYetIsNothing() {
        try (Metrics client = client()) {
            client.addMetric(
                    name("request-latency-avg", "producer-metrics", "one"), (_, _) -> Double.NaN);

            assertThat(registry.get("kafka.producer.request.latency.avg").gauge().value()).isZero();
        }
    }

    private Metrics client() {
        ClientReporter reporter = new ClientReporter();
        reporter.configure(Map.of(ClientReporter.METERS, meters));
        return new Metrics(new MetricConfig(), List.of(reporter), Time.SYSTEM);
    }

    private static MetricName name(String name, String group, String client) {
        return new MetricName(name, group, "", Map.of("client-id", client));
    }
}
