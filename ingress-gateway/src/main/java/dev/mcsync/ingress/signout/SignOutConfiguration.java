package dev.mcsync.ingress.signout;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.ingress.access.EndedSessions;
import dev.mcsync.service.follow.TopicFollower;
import dev.mcsync.service.kafka.KafkaClients;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Telling sign-outs, and hearing of them. */
@Configuration(proxyBeanMethods = false)
class SignOutConfiguration {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Map<String, Object> PRODUCER =
            Map.of(
                    ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000,
                    ProducerConfig.LINGER_MS_CONFIG, 0,
                    ProducerConfig.BUFFER_MEMORY_CONFIG, 256 * 1024);

    private static final Map<String, Object> FROM_THE_BEGINNING =
            Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");

    @Bean
    SignOutLog signOutLog(KafkaClients clients) {
        return new SignOutLog(
                clients.openProducer("ingress-gateway-sign-outs", new StringSerializer(), PRODUCER),
                PAUSE,
                InstantSource.system());
    }

    @Bean
    TopicFollower signOutFollower(KafkaClients clients, EndedSessions ended) {
        return new TopicFollower(
                Topic.ENDED_SESSIONS,
                TopicFollower.From.OLDEST,
                () -> clients.openConsumer("ingress-gateway-sessions", FROM_THE_BEGINNING),
                new SignOutReader(ended::heard, ended::allHeard, InstantSource.system()));
    }
}
