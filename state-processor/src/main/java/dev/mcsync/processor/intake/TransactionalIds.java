package dev.mcsync.processor.intake;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/**
 * The transactional ids of one intake, which are the same after a restart.
 *
 * @param count one for each of its threads
 */
record TransactionalIds(DefaultKafkaProducerFactory<byte[], byte[]> producers, int count) {

    /**
     * Ends what a predecessor left open under these ids. Blocks; may be repeated.
     *
     * @throws org.apache.kafka.common.KafkaException when the log does not answer in time
     */
    void takeUp() {
        List<Producer<byte[], byte[]>> taken = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                taken.add(producers.createProducer());
            }
        } finally {
            taken.forEach(Producer::close);
        }
    }

    @Override
    public String toString() {
        return String.valueOf(producers.getTransactionIdPrefix());
    }
}
