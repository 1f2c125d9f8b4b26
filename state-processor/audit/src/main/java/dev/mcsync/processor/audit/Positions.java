package dev.mcsync.processor.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.contracts.topic.Topic;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A set of places on the log, at a bit each. For one thread. */
final class Positions {

    private static final int BITS = 20;

    /** As the processor words a position in {@link Headers#FORWARDED_FROM}. */
    private static final Pattern POSITION = Pattern.compile("(.+)-(\\d{1,9})@(\\d{1,18})");

    private record Stretch(TopicPartition partition, long number) {}

    private final Map<Stretch, BitSet> stretches = new HashMap<>();
    private long size;

    /** Where all rejected records came from. */
    static Positions ofRejected(Log log, Progress progress) throws InterruptedException {
        Positions rejected = new Positions();
        log.read(
                Topic.REJECTED_EVENTS,
                null,
                record ->
                        rejected.addTold(
                                text(record, Headers.REJECTED_TOPIC)
                                        + "-"
                                        + text(record, Headers.REJECTED_PARTITION)
                                        + "@"
                                        + text(record, Headers.REJECTED_OFFSET)),
                progress);
        return rejected;
    }

    /** Where the record was sent on from, if it was. */
    void addOriginOf(ConsumerRecord<byte[], byte[]> record) {
        addTold(text(record, Headers.FORWARDED_FROM));
    }

    void add(TopicPartition partition, long offset) {
        BitSet stretch =
                stretches.computeIfAbsent(
                        new Stretch(partition, offset >>> BITS), _ -> new BitSet());
        int bit = bit(offset);
        if (!stretch.get(bit)) {
            stretch.set(bit);
            size++;
        }
    }

    boolean contains(TopicPartition partition, long offset) {
        BitSet stretch = stretches.get(new Stretch(partition, offset >>> BITS));
        return stretch != null && stretch.get(bit(offset));
    }

    long size() {
        return size;
    }

    /** Takes a place. */
    interface Action {
        void accept(TopicPartition partition, long offset);
    }

    void forEach(Action action) {
        stretches.forEach((stretch, bits) ->
                bits.stream()
                        .forEach(bit ->
                                action.accept(
                                        stretch.partition(), (stretch.number() << BITS) + bit)));
    }

    /** Headers are anybody's to write: what is no position is passed over. */
    private void addTold(@Nullable String position) {
        if (position == null) {
            return;
        }
        Matcher parts = POSITION.matcher(position);
        if (parts.matches()) {
            add(
                    new TopicPartition(parts.group(1), Integer.parseInt(parts.group(2))),
                    Long.parseLong(parts.group(3)));
        }
    }

    private static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private static int bit(long offset) {
        return (int) (offset & (1L << BITS) - 1);
    }
}
