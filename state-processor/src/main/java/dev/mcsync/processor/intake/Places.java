package dev.mcsync.processor.intake;

import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.processor.core.Notes;
import dev.mcsync.processor.ledger.Advance;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How far the ledger has taken in each partition of a topic, as this processor knows it: it was
 * found there, or brought there. What is written next begins at that place and nowhere else. For
 * all of an intake's threads.
 */
final class Places {

    private final Map<Integer, Long> next = new ConcurrentHashMap<>();
    private final Mishaps mishaps = new Mishaps();
    private final Replays replays = new Replays();

    /** What befell the partitions and is not in the ledger yet. */
    Mishaps mishaps() {
        return mishaps;
    }

    /** What of them is read again. */
    Replays replays() {
        return replays;
    }

    /** The ledger was asked, and says so. */
    void found(int partition, long nextOffset) {
        next.put(partition, nextOffset);
    }

    /** A batch is committed, or was a part of one that is. */
    void reached(Collection<Advance> steps) {
        steps.forEach(step -> next.put(step.partition(), step.to()));
    }

    /** The partition is another's now. */
    void forget(int partition) {
        next.remove(partition);
        replays.forget(partition);
    }

    @Nullable Long of(int partition) {
        return next.get(partition);
    }

    /** All that are known, as they are now. */
    Map<Integer, Long> known() {
        return new HashMap<>(next);
    }

    /**
     * Whether the place behind the record is to be noted.
     *
     * @param hasEffect whether the record is more than read
     */
    boolean isNoteDue(ConsumerRecord<byte[], byte[]> record, boolean hasEffect) {
        return hasEffect
                || record.offset() >= from(record.partition()) + Notes.MAX_UNNOTED
                // That it is read again has to outlive this processor.
                || replays.of(record.partition()) != null;
    }

    /** To behind the record, or to where the ledger is when it is further. */
    Advance to(SourcePosition last) {
        long from = from(last.partition());
        return new Advance(
                last.topic(),
                last.partition(),
                from,
                Math.max(from, last.offset() + 1),
                replays.of(last.partition()));
    }

    private long from(int partition) {
        Long from = next.get(partition);
        if (from == null) {
            throw new IllegalStateException(
                    "Expected to know how far the ledger is with partition %d, found that nobody has asked"
                            .formatted(partition));
        }
        return from;
    }
}
