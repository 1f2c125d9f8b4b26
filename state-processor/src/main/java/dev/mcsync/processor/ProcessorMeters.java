package dev.mcsync.processor;

import dev.mcsync.service.health.DatabaseHealth;
import dev.mcsync.service.health.DatabasePulse;
import dev.mcsync.service.health.PollAge;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** What is told of the processor whether its batches go well or not, and where none come. */
@Configuration(proxyBeanMethods = false)
class ProcessorMeters {

    @Bean
    MeterBinder pollAges(List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers) {
        return registry -> containers.forEach(container -> tellPollAge(registry, container));
    }

    @Bean
    DatabasePulse databasePulse(DatabaseHealth database, MeterRegistry registry) {
        return new DatabasePulse(database, registry);
    }

    /** Two that say the same name take each other's partitions and transactions away. */
    @Bean
    MeterBinder instanceName(ProcessorSettings settings) {
        return registry ->
                Gauge.builder("mc_processor_instance", () -> 1)
                        .description("The name that this processor has on the log; always 1")
                        .tag("id", settings.instanceId())
                        .register(registry);
    }

    private static void tellPollAge(
            MeterRegistry registry, ConcurrentMessageListenerContainer<byte[], byte[]> container) {
        String[] topics = container.getContainerProperties().getTopics();
        if (topics == null) {
            throw new IllegalStateException("Expected an intake of one topic, found none");
        }
        PollAge.tell(registry, topics[0], container, container.getConcurrency());
    }
}
