package dev.mcsync.ingress.outcome;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.ingress.publish.FactLog;
import dev.mcsync.ingress.readside.ReadSide;
import dev.mcsync.ingress.settings.IngressSettings;
import dev.mcsync.service.follow.TopicFollower;
import dev.mcsync.service.kafka.KafkaClients;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Waiting for outcomes. */
@Configuration(proxyBeanMethods = false)
class OutcomeConfiguration {

    private static final Map<String, String> FROM_NOW_ON =
            Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");

    @Bean
    OutcomeWaiters outcomeWaiters(IngressSettings settings, MeterRegistry registry) {
        OutcomeWaiters waiters = new OutcomeWaiters(settings.maxWaiters());
        Gauge.builder("mc.ingress.waiters", waiters, OutcomeWaiters::waiting)
                .description("Requests that wait for the outcome of a fact")
                .register(registry);
        return waiters;
    }

    @Bean
    TopicFollower outcomeListener(KafkaClients clients, OutcomeWaiters waiters) {
        return new TopicFollower(
                Topic.TASK_OUTCOMES,
                TopicFollower.From.NEWEST,
                () -> clients.openConsumer("ingress-gateway-outcomes", FROM_NOW_ON),
                new OutcomeReader(waiters));
    }

    @Bean
    Submissions submissions(FactLog publisher, OutcomeWaiters waiters, ReadSide readSide) {
        return new Submissions(publisher, waiters, readSide);
    }
}
