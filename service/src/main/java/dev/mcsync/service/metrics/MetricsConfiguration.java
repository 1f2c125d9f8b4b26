package dev.mcsync.service.metrics;

import dev.mcsync.service.kafka.ClientMeters;
import dev.mcsync.service.kafka.KafkaClients;
import dev.mcsync.service.settings.SharedSettings;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every service measures beside its own work. */
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {

    /** The one that all clients of a service come from, so that all are measured. */
    @Bean
    KafkaClients kafkaClients(SharedSettings settings, MeterRegistry registry) {
        return settings.kafkaClients().measuredBy(new ClientMeters(registry));
    }
}
