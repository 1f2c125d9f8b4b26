package dev.mcsync.notifier.intake;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes what can never be noted, so that a person can look at it. */
public interface RejectedRecords {

    /**
     * Returns once the record is safe. May be called again with the same record.
     *
     * @param reason a word
     * @param detail a sentence; never the content
     */
    void reject(ConsumerRecord<byte[], byte[]> record, String reason, String detail);
}
