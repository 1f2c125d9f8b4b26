package dev.mcsync.processor.audit;

import dev.mcsync.processor.core.Notes;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the inputs are in the database.
 *
 * @param next the first offset of each partition that is not
 * @param isReplayed whether something is read again because the database went back
 */
record Applied(Map<TopicPartition, Long> next, boolean isReplayed) {

    /**
     * Whether the database has all that was ever published. Where it went back, what is published
     * is the truth, and the replay brings the database there.
     *
     * @param committed by the intakes, asked for before the database was
     */
    boolean isWhole(Map<TopicPartition, Long> committed) {
        return !isReplayed
                && committed.entrySet().stream()
                        .allMatch(entry ->
                                Notes.mayBeBehind(
                                        entry.getKey().topic(),
                                        entry.getValue() - next.getOrDefault(entry.getKey(), 0L)));
    }
}
