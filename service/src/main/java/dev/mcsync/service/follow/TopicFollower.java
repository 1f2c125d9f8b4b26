package dev.mcsync.service.follow;

import dev.mcsync.contracts.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads every partition of a topic on a thread of its own. It belongs to no group: each gateway
 * sees all records. A broker that is away is tried again and again.
 */
public final class TopicFollower implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration METADATA_TIME = Duration.ofSeconds(5);
    private static final Duration POLL_TIME = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP_TIME = Duration.ofSeconds(3);

    /** Where reading begins, at the start and whenever a broker was lost. */
    public enum From {
        /** Whatever is missed meanwhile is missed. */
        NEWEST,
        /** Everything is read again. */
        OLDEST
    }

    /** Is called on the follower's thread. */
    public interface Reader {

        void take(ConsumerRecord<byte[], byte[]> record);

        /** All that was there when the follower came has been taken; called once or more. */
        default void caughtUp() {}
    }

    private final String topic;
    private final From from;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Reader reader;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    /** Told once, not at each try. Only for the one thread. */
    private boolean isLost;

    public TopicFollower(
            Topic topic, From from, Supplier<Consumer<byte[], byte[]>> consumers, Reader reader) {
        this.topic = topic.topicName();
        this.from = from;
        this.consumers = consumers;
        this.reader = reader;
        this.thread = Thread.ofPlatform().name(this.topic).daemon().unstarted(this::run);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        stopping.countDown();
        Consumer<byte[], byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        try {
            if (!thread.join(STOP_TIME)) {
                log.warn("The follower of {} did not stop within {}", topic, STOP_TIME);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }

    private void run() {
        while (!isStopping()) {
            try (Consumer<byte[], byte[]> opened = consumers.get()) {
                consumer = opened;
                if (!isStopping()) { // Else nobody saw it to wake it up.
                    follow(opened);
                }
            } catch (WakeupException | InterruptException _) {
                log.debug("Woken up to stop");
            } catch (KafkaException e) {
                lost(e.toString(), e);
            } catch (RuntimeException | Error e) {
                // Without this thread nobody would hear of a record any more.
                log.error("Following {} failed; trying again", topic, e);
                pause();
            } finally {
                consumer = null;
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> opened) {
        List<TopicPartition> partitions =
                opened.partitionsFor(topic, METADATA_TIME).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        if (partitions.isEmpty()) {
            reader.caughtUp();
            lost("there is no such topic", null);
            return;
        }
        Map<TopicPartition, Long> unread = begin(opened, partitions);
        isLost = false;
        log.info("Following {} on {} partitions", topic, partitions.size());
        while (!isStopping()) {
            if (!unread.isEmpty()
                    && unread.entrySet().stream()
                            .allMatch(end -> opened.position(end.getKey()) >= end.getValue())) {
                unread = Map.of();
                reader.caughtUp();
            }
            opened.poll(POLL_TIME).forEach(reader::take);
        }
    }

    /** Gives up to where the past reaches that is to be read. */
    private Map<TopicPartition, Long> begin(
            Consumer<byte[], byte[]> opened, List<TopicPartition> partitions) {
        opened.assign(partitions);
        return switch (from) {
            case NEWEST -> {
                opened.seekToEnd(partitions);
                yield Map.of();
            }
            case OLDEST -> {
                opened.beginningOffsets(partitions, METADATA_TIME).forEach(opened::seek);
                yield opened.endOffsets(partitions, METADATA_TIME);
            }
        };
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void lost(String why, @Nullable Exception failure) {
        if (!isLost) {
            log.warn("Cannot follow {}: {}; trying again and again", topic, why, failure);
        }
        isLost = true;
        pause();
    }

    private void pause() {
        try {
            boolean _ = stopping.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
