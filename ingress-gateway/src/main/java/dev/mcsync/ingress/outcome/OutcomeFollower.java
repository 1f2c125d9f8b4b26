package dev.mcsync.ingress.outcome;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.IdSyntax;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.ingress.readside.Decision;
import dev.mcsync.ingress.readside.Known;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads every partition of the outcomes from now on, and tells those who wait. It belongs to no
 * group: each gateway sees all outcomes. What it misses while it has no broker, the read side
 * knows.
 */
final class OutcomeFollower implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutcomeFollower.class);
    private static final String TOPIC = Topic.TASK_OUTCOMES.topicName();
    private static final Duration METADATA_TIME = Duration.ofSeconds(5);
    private static final Duration POLL_TIME = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP_TIME = Duration.ofSeconds(3);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final OutcomeWaiters waiters;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    /** Told once, not at each try. Only for the one thread. */
    private boolean isLost;

    OutcomeFollower(Supplier<Consumer<byte[], byte[]>> consumers, OutcomeWaiters waiters) {
        this.consumers = consumers;
        this.waiters = waiters;
        this.thread = Thread.ofPlatform().name("mc-outcomes").daemon().unstarted(this::run);
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
                log.warn("The outcome listener did not stop within {}", STOP_TIME);
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
                if (!isLost) {
                    log.warn("Lost the outcomes; trying again and again", e);
                }
                isLost = true;
                pause();
            } catch (RuntimeException | Error e) {
                // Without this thread nobody would hear of an outcome any more.
                log.error("Following the outcomes failed; trying again", e);
                pause();
            } finally {
                consumer = null;
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> opened) {
        List<TopicPartition> partitions =
                opened.partitionsFor(TOPIC, METADATA_TIME).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        opened.assign(partitions);
        opened.seekToEnd(partitions);
        isLost = false;
        log.info("Following the outcomes on {} partitions", partitions.size());
        while (!isStopping()) {
            for (ConsumerRecord<byte[], byte[]> record : opened.poll(POLL_TIME)) {
                tell(record);
            }
        }
    }

    /** Almost nobody waits for almost any record, so most are passed over without decoding. */
    private void tell(ConsumerRecord<byte[], byte[]> record) {
        if (waiters.isEmpty() || !mayBeAwaited(record.headers().lastHeader(Headers.EVENT_ID))) {
            return;
        }
        switch (WireCodec.decodeOutcome(record.value())) {
            case Decoded.Valid<Outcome>(TaskOutcome outcome) ->
                    waiters.told(
                            outcome.eventId(), new Known(hashOf(record), Decision.of(outcome)));
            case Decoded.Valid<Outcome>(AgentOutcome outcome) ->
                    waiters.told(outcome.eventId(), new Known(hashOf(record), null));
            case Decoded.Invalid<Outcome>(var errors) ->
                    log.warn(
                            "Expected a valid outcome at {}-{}@{}, found {}",
                            record.topic(),
                            record.partition(),
                            record.offset(),
                            errors);
        }
    }

    private static @Nullable String hashOf(ConsumerRecord<byte[], byte[]> record) {
        Header hash = record.headers().lastHeader(Headers.PAYLOAD_HASH);
        return hash == null || hash.value() == null
                ? null
                : new String(hash.value(), StandardCharsets.UTF_8);
    }

    private boolean mayBeAwaited(@Nullable Header eventId) {
        if (eventId == null || eventId.value() == null) {
            return true;
        }
        String text = new String(eventId.value(), StandardCharsets.UTF_8);
        return !IdSyntax.isValid(text) || waiters.isAwaited(new EventId(text));
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void pause() {
        try {
            boolean _ = stopping.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
