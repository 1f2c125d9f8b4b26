package dev.mcsync.processor.intake;

import org.apache.kafka.clients.producer.ProducerRecord;

/** Words an outgoing record for the Kafka client. */
final class ProducerRecords {

    private ProducerRecords() {}

    static ProducerRecord<byte[], byte[]> of(Outgoing outgoing) {
        return new ProducerRecord<>(
                outgoing.topic().topicName(),
                outgoing.partition(),
                outgoing.key(),
                outgoing.value(),
                outgoing.headers());
    }
}
