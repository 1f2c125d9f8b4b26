package dev.mcsync.processor.intake;

import dev.mcsync.processor.core.Received;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a record turned out to be when it was read. */
sealed interface Intake<F> {

    ConsumerRecord<byte[], byte[]> record();

    record Accepted<F>(Received<F> received, ConsumerRecord<byte[], byte[]> record)
            implements Intake<F> {}

    /**
     * @param reason one word, for machines
     * @param detail one sentence, for people; never the content
     */
    record Rejected<F>(ConsumerRecord<byte[], byte[]> record, String reason, String detail)
            implements Intake<F> {}

    /** A good fact on a partition that its key does not belong to. */
    record Misrouted<F>(ConsumerRecord<byte[], byte[]> record) implements Intake<F> {}
}
