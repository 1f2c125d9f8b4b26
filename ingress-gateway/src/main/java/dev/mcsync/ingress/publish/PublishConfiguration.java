package dev.mcsync.ingress.publish;

import dev.mcsync.contracts.topic.ListeningMark;
import dev.mcsync.service.kafka.KafkaClients;
import dev.mcsync.service.trace.Spans;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Publishing to Kafka. */
@Configuration(proxyBeanMethods = false)
class PublishConfiguration {

    /** So that an answer comes within five seconds. */
    private static final Duration MAX_PUBLISH_TIME = Duration.ofMillis(4_500);

    private static final Duration MAX_PROBE_TIME = Duration.ofSeconds(2);
    private static final int MAX_REQUEST_BYTES = 262_144;
    private static final int MAX_BUFFER_BYTES = 32 * 1024 * 1024;
    private static final int MARKS_BUFFER_BYTES = 64 * 1024;

    /** A broker out of reach is known within {@link #MAX_PUBLISH_TIME}. */
    private static final Map<String, Object> PRODUCER =
            Map.of(
                    ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 4_000,
                    ProducerConfig.LINGER_MS_CONFIG, 0,
                    ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES,
                    ProducerConfig.BUFFER_MEMORY_CONFIG, MAX_BUFFER_BYTES,
                    ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 100);

    @Bean
    FactLog factLog(KafkaClients clients, MeterRegistry registry, Spans spans) {
        return new KafkaFactLog(
                clients.openProducer("ingress-gateway", new StringSerializer(), PRODUCER),
                MAX_PUBLISH_TIME,
                registry,
                spans);
    }

    @Bean
    ListeningMarks listeningMarks(KafkaClients clients) {
        Map<String, Object> config = new HashMap<>(PRODUCER);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, MARKS_BUFFER_BYTES);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        return new ListeningMarks(
                clients.openProducer("ingress-gateway-marks", new StringSerializer(), config),
                ListeningMark.EVERY);
    }

    @Bean
    LogHealth logHealthIndicator(KafkaClients clients) {
        return new LogHealth(() -> clients.openAdmin("ingress-gateway-health", MAX_PROBE_TIME));
    }
}
