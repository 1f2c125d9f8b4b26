package dev.mcsync.processor.hearing;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.topic.ListeningMark;
import dev.mcsync.contracts.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Follows the marks on a thread of its own, without a group: every processor sees all of them. What
 * was on the log before it looked tells of gaps; that somebody can be heard now is proven only by a
 * mark that comes while it looks. The log's time is that of the newest mark and what passed on this
 * machine since it came.
 */
public final class KafkaHearing implements HearingWatch, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(KafkaHearing.class);

    private static final TopicPartition MARKS =
            new TopicPartition(Topic.LISTENING.topicName(), ListeningMark.PARTITION);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration REST_AFTER_FAULT = Duration.ofSeconds(1);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    /** What is known; replaced as a whole. */
    private sealed interface Known {

        /** The log was not read to its end yet. */
        record Nothing() implements Known {}

        /** There is no mark on the log. */
        record NoMarks() implements Known {}

        /** There are marks, all from before it was looked. */
        record OldMarks() implements Known {}

        record Live(Instant markAt, long cameAtNanos, Instant countsFrom) implements Known {}
    }

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final LongSupplier nanos;
    private volatile Known known = new Known.Nothing();
    private volatile @Nullable Consumer<byte[], byte[]> open;
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private @Nullable Thread thread;
    private boolean faultTold;

    /**
     * @param consumers makes one that commits nothing; closed here
     * @param nanos time that only goes on, as {@link System#nanoTime}
     */
    KafkaHearing(Supplier<Consumer<byte[], byte[]>> consumers, LongSupplier nanos) {
        this.consumers = consumers;
        this.nanos = nanos;
    }

    @Override
    public Hearing at(Instant clock) {
        return switch (known) {
            case Known.Nothing _, Known.OldMarks _ -> Hearing.deaf(clock);
            case Known.NoMarks _ -> new Hearing(clock, true, null);
            case Known.Live(Instant markAt, long cameAtNanos, Instant countsFrom) -> {
                Duration since = Duration.ofNanos(nanos.getAsLong() - cameAtNanos);
                yield since.compareTo(ListeningMark.LOST_AFTER) > 0
                        ? Hearing.deaf(clock)
                        : new Hearing(markAt.plus(since), true, countsFrom);
            }
        };
    }

    @Override
    public synchronized void start() {
        stopped = new CountDownLatch(1);
        thread = Thread.ofPlatform().name("hearing").daemon().start(this::run);
    }

    @Override
    public synchronized void stop() {
        stopped.countDown();
        Consumer<byte[], byte[]> consumer = open;
        if (consumer != null) {
            consumer.wakeup();
        }
        Thread running = thread;
        if (running != null) {
            try {
                running.join(STOP_WITHIN);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    /** Before whoever asks, so that their first question finds an answer sooner. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 1;
    }

    private void run() {
        while (isGoingOn()) {
            Consumer<byte[], byte[]> consumer = consumers.get();
            open = consumer;
            try {
                follow(consumer);
            } catch (WakeupException _) {
                // Asked to stop; the loop's condition says so.
            } catch (KafkaException e) {
                tellOnce(e);
                rest();
            } finally {
                open = null;
                consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
            }
        }
    }

    private boolean isGoingOn() {
        return stopped.getCount() > 0;
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        if (consumer.partitionsFor(MARKS.topic()).isEmpty()) {
            missing();
            return;
        }
        consumer.assign(List.of(MARKS));
        consumer.seekToBeginning(List.of(MARKS));
        long end = requireNonNull(consumer.endOffsets(List.of(MARKS)).get(MARKS));
        Marks marks = new Marks();
        while (isGoingOn()) {
            Instant live = null;
            for (ConsumerRecord<byte[], byte[]> mark : consumer.poll(POLL)) {
                if (mark.timestampType() == TimestampType.LOG_APPEND_TIME) {
                    Instant at = Instant.ofEpochMilli(mark.timestamp());
                    marks.add(at);
                    live = mark.offset() >= end ? at : null;
                }
            }
            if (live != null) {
                known = new Known.Live(live, nanos.getAsLong(), requireNonNull(marks.countsFrom()));
                faultTold = false;
            } else if (known instanceof Known.Nothing && consumer.position(MARKS) >= end) {
                known = marks.lastAt() == null ? new Known.NoMarks() : new Known.OldMarks();
            }
        }
    }

    /** A deployment from before there were marks goes on as it did. */
    private void missing() {
        if (known instanceof Known.Nothing) {
            log.warn(
                    "There is no topic {}: outages are told by the signs of life alone",
                    MARKS.topic());
            known = new Known.NoMarks();
        }
        rest();
    }

    private void tellOnce(KafkaException fault) {
        if (!faultTold) {
            log.warn("Cannot follow the marks of the gateways; trying again", fault);
            faultTold = true;
        }
    }

    private void rest() {
        try {
            boolean _ = stopped.await(REST_AFTER_FAULT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
