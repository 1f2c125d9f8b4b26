package dev.mcsync.infra.proof.hostile;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * @param expected why it goes to the rejected events; empty when it has its outcome all the same
 * @param eventId of a record that has one
 */
record KafkaCase(
        String name, ProducerRecord<byte[], byte[]> record, String expected, String eventId) {
    boolean isRejected() {
        return !expected.isEmpty();
    }
}
