package dev.mcsync.ingress.outcome;

import dev.mcsync.ingress.publish.FactPublisher;
import dev.mcsync.ingress.readside.ReadSide;
import dev.mcsync.ingress.settings.IngressSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Waiting for outcomes. */
@Configuration(proxyBeanMethods = false)
public class OutcomeConfiguration {

    @Bean
    OutcomeWaiters outcomeWaiters(IngressSettings settings, MeterRegistry registry) {
        OutcomeWaiters waiters = new OutcomeWaiters(settings.maxWaiters());
        Gauge.builder("mc.ingress.waiters", waiters, OutcomeWaiters::waiting)
                .description("Requests that wait for the outcome of a fact")
                .register(registry);
        return waiters;
    }

    @Bean
    OutcomeListener outcomeListener(IngressSettings settings, OutcomeWaiters waiters) {
        return new OutcomeListener(
                () ->
                        new KafkaConsumer<>(
                                consumerConfig(settings.kafkaBootstrapServers()),
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer()),
                waiters);
    }

    @Bean
    Submissions submissions(FactPublisher publisher, OutcomeWaiters waiters, ReadSide readSide) {
        return new Submissions(publisher, waiters, readSide);
    }

    static Map<String, Object> consumerConfig(String bootstrapServers) {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "ingress-gateway-outcomes");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        config.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return config;
    }
}
