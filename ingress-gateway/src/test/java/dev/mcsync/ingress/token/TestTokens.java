package dev.mcsync.ingress.token;

import dev.mcsync.service.access.IssuedTokens;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;

/** A gateway that has no others, and no log to hear of their tokens. */
public class TestTokens {

    @Bean
    SmartInitializingSingleton tokenFollower(IssuedTokens issued) {
        return issued::allHeard;
    }
}
