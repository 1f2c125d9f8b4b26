package dev.mcsync.ingress.publish;

import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.topic.ListeningMark;
import dev.mcsync.contracts.topic.Topic;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Says on the log, every few seconds and for as long as this gateway serves, that agents can be
 * heard (see {@link ListeningMark}). Starts after the server and stops before it. A mark that the
 * log does not take is not made up for: the gap is what tells.
 */
final class ListeningMarks implements SmartLifecycle, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ListeningMarks.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

    private final Producer<String, byte[]> producer;
    private final Duration every;
    private final String gateway = UUID.randomUUID().toString();
    private final byte[] mark = new ObjectWriter().text("gateway", gateway).bytes();
    private @Nullable ScheduledExecutorService timer;
    private boolean faultTold;

    /**
     * @param producer for these marks alone; closed with this
     */
    ListeningMarks(Producer<String, byte[]> producer, Duration every) {
        this.producer = producer;
        this.every = every;
    }

    @Override
    public synchronized void start() {
        timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("listening-marks").daemon().factory());
        var _ = timer.scheduleWithFixedDelay(this::say, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }

    @Override
    public void close() {
        stop();
        producer.close(CLOSE_WITHIN);
    }

    private void say() {
        try {
            var _ =
                    producer.send(
                            new ProducerRecord<>(
                                    Topic.LISTENING.topicName(),
                                    ListeningMark.PARTITION,
                                    gateway,
                                    mark),
                            (_, failure) -> told(failure));
        } catch (KafkaException | IllegalStateException e) {
            told(e);
        }
    }

    /** Once when it begins to fail and once when it is over, not for each mark. */
    private synchronized void told(@Nullable Exception failure) {
        if (failure != null && !faultTold && isRunning()) {
            log.warn("Cannot say on the log that agents can be heard", failure);
        } else if (failure == null && faultTold) {
            log.info("The log takes the marks again: agents can be heard");
        }
        faultTold = failure != null;
    }
}
