package dev.mcsync.realtime.log;

import dev.mcsync.realtime.RealtimeSettings;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LogConfiguration {

    @Bean
    LogArchive logArchive(RealtimeSettings settings) {
        return new LogArchive(settings.kafkaClients());
    }

    @Bean
    GroupLag groupLag(RealtimeSettings settings, LogArchive archive) {
        return new GroupLag(settings.kafkaClients(), settings.lagGroups(), archive);
    }

    @Bean
    BrokerDisks brokerDisks(RealtimeSettings settings) {
        return new BrokerDisks(settings.kafkaClients());
    }

    @Bean
    LogMeters logMeters(GroupLag groups, BrokerDisks disks, MeterRegistry registry) {
        return new LogMeters(groups, disks, registry);
    }
}
