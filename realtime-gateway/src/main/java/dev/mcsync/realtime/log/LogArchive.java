package dev.mcsync.realtime.log;

import dev.mcsync.realtime.log.Trail.Footprint;
import dev.mcsync.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads single stretches of the log for people who ask. One reading at a time, on a thread and with
 * a consumer of its own that belongs to no group; a few more may wait, all others are refused.
 */
public final class LogArchive implements AutoCloseable {

    /** For one reading, from its turn on. */
    private static final Duration BUDGET = Duration.ofSeconds(2);

    private static final int MAX_WAITING = 8;
    private static final int MAX_FETCH_BYTES = 1024 * 1024;
    private static final Duration FETCH_WAIT = Duration.ofMillis(20);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

    private final KafkaClients clients;
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(MAX_WAITING),
                    Thread.ofPlatform().name("log-archive").daemon().factory());

    /** Opened at the first need, and anew after a fault. Used by the thread alone. */
    private @Nullable Consumer<byte[], byte[]> consumer;

    public LogArchive(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * Fails when the log is out of reach.
     *
     * @param footprints at most a page of them
     */
    public CompletableFuture<Trail> trail(String taskId, List<Footprint> footprints) {
        return ask((log, budget) -> new TrailReading(log, budget).read(taskId, footprints));
    }

    public CompletableFuture<RejectedTail> rejected() {
        return ask(RejectedTail::read);
    }

    /**
     * How many records lie in each stretch, marks of transactions left out. Where the time does not
     * suffice, the length of the stretch stands.
     *
     * @param from the first place of each
     * @param to the place behind the last one
     */
    CompletableFuture<Map<TopicPartition, Long>> count(
            Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        return ask((log, budget) -> count(log, from, to, budget));
    }

    @Override
    public void close() {
        thread.getQueue().clear();
        try {
            thread.execute(this::drop);
            thread.shutdown();
            boolean ended = thread.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                thread.shutdownNow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    static boolean isRead(
            Consumer<byte[], byte[]> log, Map<TopicPartition, Long> ends, Budget budget) {
        return ends.entrySet().stream()
                .allMatch(end -> log.position(end.getKey(), budget.left()) >= end.getValue());
    }

    private static Map<TopicPartition, Long> count(
            Consumer<byte[], byte[]> log,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to,
            Budget budget) {
        log.assign(from.keySet());
        from.forEach(log::seek);
        Map<TopicPartition, Long> counts = new HashMap<>();
        while (!isRead(log, to, budget) && !budget.isSpent()) {
            for (ConsumerRecord<byte[], byte[]> record : log.poll(budget.forOnePoll())) {
                TopicPartition place = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < to.getOrDefault(place, 0L)) {
                    counts.merge(place, 1L, Long::sum);
                }
            }
        }
        to.forEach((place, end) -> {
            long unread = Math.max(0, end - log.position(place, budget.left()));
            counts.merge(place, unread, Long::sum);
        });
        return counts;
    }

    private <T> CompletableFuture<T> ask(BiFunction<Consumer<byte[], byte[]>, Budget, T> reading) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            thread.execute(() -> read(reading, answer));
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new KafkaException("Too many wait for the log", e));
        }
        return answer;
    }

    private <T> void read(
            BiFunction<Consumer<byte[], byte[]>, Budget, T> reading, CompletableFuture<T> answer) {
        try {
            Consumer<byte[], byte[]> log = consumer;
            if (log == null) {
                log = open();
                consumer = log;
            }
            answer.complete(reading.apply(log, new Budget(BUDGET)));
        } catch (RuntimeException e) {
            drop();
            answer.completeExceptionally(e);
        }
    }

    private void drop() {
        Consumer<byte[], byte[]> dropped = consumer;
        consumer = null;
        if (dropped != null) {
            dropped.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
        }
    }

    private Consumer<byte[], byte[]> open() {
        return clients.openConsumer(
                "mc-realtime-archive",
                Map.of(
                        // A place that is gone is a fault, never a reason to read from the start.
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_BYTES,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MAX_FETCH_BYTES / 4,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, BUDGET,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BUDGET));
    }
}
