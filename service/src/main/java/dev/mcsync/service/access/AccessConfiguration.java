package dev.mcsync.service.access;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.service.settings.SharedSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Holds a service's table of calls; one without a door of its own asks for tokens. */
@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {

    @Bean
    AccessTokens accessTokens(SharedSettings settings) {
        return settings.accessTokens();
    }

    @Bean
    AccessFilter accessFilter(AccessTable table, AccessTokens tokens, ObjectProvider<Door> door) {
        return new AccessFilter(table, door.getIfAvailable(() -> new TokenDoor(tokens)));
    }
}
