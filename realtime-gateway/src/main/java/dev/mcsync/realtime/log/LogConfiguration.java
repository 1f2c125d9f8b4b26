package dev.mcsync.realtime.log;

import dev.mcsync.realtime.RealtimeSettings;
import dev.mcsync.service.kafka.KafkaClients;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LogConfiguration {

    @Bean
    LogArchive logArchive(KafkaClients clients) {
        return new LogArchive(clients);
    }

    @Bean
    GroupLag groupLag(KafkaClients clients, RealtimeSettings settings, LogArchive archive) {
        return new GroupLag(clients, settings.lagGroups(), archive);
    }

    @Bean
    BrokerDisks brokerDisks(KafkaClients clients) {
        return new BrokerDisks(clients);
    }

    @Bean
    LogMeters logMeters(GroupLag groups, BrokerDisks disks, MeterRegistry registry) {
        return new LogMeters(groups, disks, registry);
    }
}
