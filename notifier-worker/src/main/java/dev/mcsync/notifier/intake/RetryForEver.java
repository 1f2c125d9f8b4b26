package dev.mcsync.notifier.intake;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Sends the consumer back to the start of a batch that failed, after a wait that doubles up to a
 * limit. Never commits and never skips, unlike the container's own handler, which gives a batch up
 * after nine retries. For the listener's thread only.
 */
final class RetryForEver implements CommonErrorHandler {

    /** Sends the consumer to where it has to go on. */
    interface Placing {
        void place(Consumer<?, ?> consumer);
    }

    private static final Logger log = LoggerFactory.getLogger(RetryForEver.class);

    private static final Duration FIRST_WAIT = Duration.ofMillis(200);

    /** Far below {@code max.poll.interval.ms}, so that waiting never costs the partitions. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(15);

    private static final int MAX_DOUBLINGS = 10;

    private final Placing placing;
    private int failures;

    /**
     * @param placing is asked after the wait where to go on
     */
    RetryForEver(Placing placing) {
        this.placing = placing;
    }

    @Override
    public boolean seeksAfterHandling() {
        return true;
    }

    @Override
    public boolean isAckAfterHandle() {
        return false;
    }

    @Override
    public void handleBatch(
            Exception failure,
            ConsumerRecords<?, ?> batch,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            Runnable invokeListener) {
        seekToStart(batch, consumer);
        waitAfter(failure, container);
        place(consumer);
    }

    @Override
    public void handleOtherException(
            Exception failure,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            boolean batchListener) {
        waitAfter(failure, container);
    }

    /** Called after a batch that went well again. */
    @Override
    public void clearThreadState() {
        failures = 0;
    }

    static Duration waitAfter(int failures) {
        long doubled = FIRST_WAIT.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
        return Duration.ofMillis(Math.min(doubled, MAX_WAIT.toMillis()));
    }

    /** A partition that was taken away meanwhile starts anew with its next owner. */
    private static void seekToStart(ConsumerRecords<?, ?> batch, Consumer<?, ?> consumer) {
        Set<TopicPartition> assigned = consumer.assignment();
        Map<TopicPartition, Long> starts =
                batch.partitions().stream()
                        .filter(assigned::contains)
                        .collect(
                                Collectors.toMap(
                                        partition -> partition,
                                        partition -> batch.records(partition).getFirst().offset()));
        starts.forEach(consumer::seek);
    }

    /** Where the ledger cannot be asked, the batch fails again, and so leads here again. */
    private void place(Consumer<?, ?> consumer) {
        try {
            placing.place(consumer);
        } catch (RuntimeException e) {
            log.warn("Where to go on could not be asked: {}", rootOf(e).toString());
        }
    }

    private void waitAfter(Exception failure, MessageListenerContainer container) {
        failures++;
        Duration wait = waitAfter(failures);
        log.warn(
                "Outcomes could not be noted {} times in a row, trying again in {}: {}",
                failures,
                wait,
                rootOf(failure).toString());
        try {
            ListenerUtils.stoppableSleep(container, wait.toMillis());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
