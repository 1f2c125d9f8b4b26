package dev.mcsync.service.problem;

import dev.mcsync.contracts.failure.FailureKinds;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Answers failures in the words of the service, or plainly where it has none. */
@Configuration(proxyBeanMethods = false)
public class ProblemConfiguration {

    @Bean
    FailureAnswers failureAnswers(ObjectProvider<FailureWords> words) {
        return new FailureAnswers(
                words.getIfAvailable(() -> new FailureWords() {}),
                new FailureKinds(InstantSource.system()));
    }
}
