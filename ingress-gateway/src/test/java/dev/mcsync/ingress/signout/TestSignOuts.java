package dev.mcsync.ingress.signout;

import dev.mcsync.ingress.access.EndedSessions;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;

/** A gateway that has no others, and no log to hear of them. */
public class TestSignOuts {

    @Bean
    SignOutLog signOutLog() {
        return new SignOutLog(
                new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()),
                Duration.ofSeconds(1),
                InstantSource.system());
    }

    @Bean
    SmartInitializingSingleton signOutFollower(EndedSessions ended) {
        return ended::allHeard;
    }
}
