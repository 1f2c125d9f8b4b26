package dev.mcsync.infra.local.audit;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** A set of places on the log, at a bit each. For one thread. */
final class Positions {

    private static final int BITS = 20;

    private record Stretch(TopicPartition partition, long number) {}

    private final Map<Stretch, BitSet> stretches = new HashMap<>();
    private long size;

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

    private static int bit(long offset) {
        return (int) (offset & (1L << BITS) - 1);
    }
}
