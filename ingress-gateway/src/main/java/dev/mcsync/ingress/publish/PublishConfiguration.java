package dev.mcsync.ingress.publish;

import dev.mcsync.contracts.topic.ListeningMark;
import dev.mcsync.ingress.settings.IngressSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Publishing to Kafka. */
@Configuration(proxyBeanMethods = false)
public class PublishConfiguration {

    /** So that an answer comes within five seconds. */
    private static final Duration MAX_PUBLISH_TIME = Duration.ofMillis(4_500);

    private static final int MAX_REQUEST_BYTES = 262_144;
    private static final int MAX_BUFFER_BYTES = 32 * 1024 * 1024;
    private static final int MARKS_BUFFER_BYTES = 64 * 1024;

    @Bean
    FactPublisher factPublisher(IngressSettings settings, MeterRegistry registry) {
        return new KafkaFactPublisher(
                new KafkaProducer<>(
                        producerConfig(settings.kafkaBootstrapServers()),
                        new StringSerializer(),
                        new ByteArraySerializer()),
                MAX_PUBLISH_TIME,
                registry);
    }

    @Bean
    ListeningMarks listeningMarks(IngressSettings settings) {
        Map<String, Object> config = producerConfig(settings.kafkaBootstrapServers());
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "ingress-gateway-marks");
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, MARKS_BUFFER_BYTES);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        return new ListeningMarks(
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer()),
                ListeningMark.EVERY);
    }

    @Bean
    LogHealth logHealthIndicator(IngressSettings settings) {
        return new LogHealth(() -> Admin.create(adminConfig(settings.kafkaBootstrapServers())));
    }

    /** A broker out of reach is known within {@link #MAX_PUBLISH_TIME}. */
    static Map<String, Object> producerConfig(String bootstrapServers) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "ingress-gateway");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 4_000);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, MAX_BUFFER_BYTES);
        config.put(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 100);
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        config.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return config;
    }

    private static Map<String, Object> adminConfig(String bootstrapServers) {
        Map<String, Object> config = new HashMap<>();
        config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(AdminClientConfig.CLIENT_ID_CONFIG, "ingress-gateway-health");
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_500);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2_000);
        config.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        config.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return config;
    }
}
