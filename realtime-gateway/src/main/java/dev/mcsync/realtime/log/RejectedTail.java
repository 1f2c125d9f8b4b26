package dev.mcsync.realtime.log;

import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.contracts.topic.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The end of {@code mc.rejected-events}.
 *
 * @param total by offsets, so a transaction that wrote there counts one more
 * @param newest first
 */
public record RejectedTail(long total, List<Rejected> newest) {

    private static final int MAX_NEWEST = 20;

    /** Behind each record there may be the mark of its transaction. */
    private static final int TAIL = 2 * MAX_NEWEST;

    public RejectedTail {
        newest = List.copyOf(newest);
    }

    /**
     * One record that was not taken.
     *
     * @param topic where it came from, with partition and offset; a person may have written a
     *     record that does not say
     */
    public record Rejected(
            Instant at,
            String reason,
            @Nullable String detail,
            @Nullable String topic,
            @Nullable Long partition,
            @Nullable Long offset) {

        private static Rejected of(ConsumerRecord<byte[], byte[]> record) {
            return new Rejected(
                    Instant.ofEpochMilli(record.timestamp()),
                    TrailReading.text(record, Headers.REJECTED_REASON).orElse("unknown"),
                    TrailReading.text(record, Headers.REJECTED_DETAIL).orElse(null),
                    TrailReading.text(record, Headers.REJECTED_TOPIC).orElse(null),
                    number(record, Headers.REJECTED_PARTITION),
                    number(record, Headers.REJECTED_OFFSET));
        }

        private static @Nullable Long number(ConsumerRecord<byte[], byte[]> record, String name) {
            return TrailReading.text(record, name)
                    .filter(text -> text.matches("\\d{1,18}"))
                    .map(Long::valueOf)
                    .orElse(null);
        }
    }

    static RejectedTail read(Consumer<byte[], byte[]> log, Budget budget) {
        Set<TopicPartition> partitions =
                log.partitionsFor(Topic.REJECTED_EVENTS.topicName(), budget.left()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .collect(Collectors.toSet());
        log.assign(partitions);
        Map<TopicPartition, Long> begins = log.beginningOffsets(partitions, budget.left());
        Map<TopicPartition, Long> ends = log.endOffsets(partitions, budget.left());
        long total = 0;
        for (TopicPartition partition : partitions) {
            long begin = begins.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, 0L);
            total += end - begin;
            log.seek(partition, Math.max(begin, end - TAIL));
        }
        List<Rejected> found = new ArrayList<>();
        while (!LogArchive.isRead(log, ends, budget) && !budget.isSpent()) {
            for (ConsumerRecord<byte[], byte[]> record : log.poll(budget.forOnePoll())) {
                found.add(Rejected.of(record));
            }
        }
        found.sort(Comparator.comparing(Rejected::at).reversed());
        return new RejectedTail(total, found.subList(0, Math.min(MAX_NEWEST, found.size())));
    }
}
