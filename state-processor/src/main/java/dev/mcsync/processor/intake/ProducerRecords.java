package dev.mcsync.processor.intake;

import org.apache.kafka.clients.producer.ProducerRecord;

/** Words an outgoing record for the Kafka client. */
final class ProducerRecords {

    private ProducerRecords() {}

    static ProducerRecord<byte[], byte[]> of(Outgoing outgoing) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        outgoing.topic().topicName(),
                        outgoing.partition(),
                        outgoing.key(),
                        outgoing.value());
        outgoing.headers().forEach((name, value) -> record.headers().add(name, value));
        return record;
    }
}
