package dev.mcsync.ingress.publish;

import dev.mcsync.contracts.topic.ListeningMark;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.context.annotation.Bean;

/** Marks that go nowhere. */
public class TestMarks {

    @Bean
    ListeningMarks listeningMarks() {
        return new ListeningMarks(
                new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()),
                ListeningMark.EVERY);
    }
}
