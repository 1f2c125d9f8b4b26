package dev.mcsync.ingress.outcome;

import org.springframework.context.annotation.Bean;

/** Takes the place of the listener on Kafka. */
public class TestOutcomes {

    @Bean
    OutcomeFeed outcomeListener(OutcomeWaiters waiters) {
        return new OutcomeFeed(waiters);
    }
}
