package dev.mcsync.processor.hearing;

import dev.mcsync.service.kafka.KafkaClients;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Following the marks of the gateways. */
@Configuration(proxyBeanMethods = false)
class HearingConfiguration {

    private static final Map<String, Object> CONSUMER =
            Map.of(
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                    ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000,
                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);

    @Bean
    KafkaHearing hearing(KafkaClients clients) {
        return new KafkaHearing(
                () -> clients.openConsumer("state-processor.hearing", CONSUMER), System::nanoTime);
    }
}
