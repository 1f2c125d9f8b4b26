package dev.mcsync.processor.intake;

import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.AfterRollbackProcessor;
import org.springframework.kafka.listener.ContainerProperties.EOSMode;
import org.springframework.kafka.listener.DefaultAfterRollbackProcessor;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.BackOff;

/**
 * Delivers a batch again for ever, after a wait. Spring starts again at the batch's first record;
 * but where only the answer to a commit was lost, the batch is committed, and would be published a
 * second time.
 */
final class ReadAgain implements AfterRollbackProcessor<byte[], byte[]> {

    private final DefaultAfterRollbackProcessor<byte[], byte[]> fromItsStart;
    private final LogListener listener;

    ReadAgain(LogListener listener, BackOff backOff) {
        this.listener = listener;
        this.fromItsStart = new DefaultAfterRollbackProcessor<>(null, backOff);
    }

    @Override
    public void process(
            List<ConsumerRecord<byte[], byte[]>> records,
            Consumer<byte[], byte[]> consumer,
            MessageListenerContainer container,
            Exception failure,
            boolean recoverable,
            EOSMode mode) {
        listener.failed(failure);
        fromItsStart.process(records, consumer, container, failure, recoverable, mode);
        listener.readAgain(consumer);
    }

    @Override
    public void clearThreadState() {
        fromItsStart.clearThreadState();
    }
}
