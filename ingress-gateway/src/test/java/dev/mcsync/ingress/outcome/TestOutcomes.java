package dev.mcsync.ingress.outcome;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes the place of the listener on Kafka. */
@Configuration(proxyBeanMethods = false)
public class TestOutcomes {

    @Bean
    OutcomeFeed outcomeListener(OutcomeWaiters waiters) {
        return new OutcomeFeed(waiters);
    }
}
