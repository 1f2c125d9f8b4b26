package dev.mcsync.processor.intake;

import dev.mcsync.service.trace.Spans;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Applies the records of one input topic, in their order. */
interface BatchApplier {

    /**
     * Applies all of the records to the ledger in one transaction; blocks.
     *
     * @param partitions how many the topic has
     * @return what is to be published, which the caller must do before it commits the offsets
     */
    BatchResult apply(List<ConsumerRecord<byte[], byte[]>> records, int partitions);

    /**
     * Passes over one record whose content the ledger cannot take, and remembers only that it was
     * consumed.
     */
    BatchResult reject(ConsumerRecord<byte[], byte[]> record, String reason, String detail);

    /** The same, with a span for each record, and one for each transaction. */
    BatchApplier tracedBy(Spans spans);
}
