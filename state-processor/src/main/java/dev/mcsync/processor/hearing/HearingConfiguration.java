package dev.mcsync.processor.hearing;

import dev.mcsync.processor.ProcessorSettings;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Following the marks of the gateways. */
@Configuration(proxyBeanMethods = false)
public class HearingConfiguration {

    @Bean
    KafkaHearing hearing(ProcessorSettings settings) {
        return new KafkaHearing(
                () ->
                        new KafkaConsumer<>(
                                config(settings.kafkaBootstrapServers()),
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer()),
                System::nanoTime);
    }

    private static Map<String, Object> config(String bootstrapServers) {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.CLIENT_ID_CONFIG,
                "state-processor.hearing",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                10_000,
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1_000L,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                5_000,
                ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG,
                false);
    }
}
