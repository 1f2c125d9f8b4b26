package dev.mcsync.processor.publish;

import dev.mcsync.service.trace.Spans;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/** Puts the way of the own facts onto the log together. */
@Configuration(proxyBeanMethods = false)
class PublishConfiguration {

    @Bean
    FactPublisher factPublisher(
            @Qualifier("factProducers") DefaultKafkaProducerFactory<byte[], byte[]> producers,
            Spans spans) {
        return new KafkaFactPublisher(new KafkaTemplate<>(producers), spans);
    }
}
