package dev.mcsync.processor.intake;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class FencesTest {

    @Test
    void aFenceIsAFailureLikeAnyOther() {
        MockProducer<byte[], byte[]> fenced =
                new MockProducer<>(
                        true, null, new ByteArraySerializer(), new ByteArraySerializer());
        Producer<byte[], byte[]> producer = Fences.asFailures(fenced);
        producer.initTransactions();
        producer.beginTransaction();
        fenced.fenceProducer();

        assertThatThrownBy(producer::commitTransaction)
                .isExactlyInstanceOf(KafkaException.class)
                .hasCauseInstanceOf(ProducerFencedException.class);
    }
}
