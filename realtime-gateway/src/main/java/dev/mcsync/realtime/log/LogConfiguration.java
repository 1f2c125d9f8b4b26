package dev.mcsync.realtime.log;

import dev.mcsync.realtime.RealtimeSettings;
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
}
