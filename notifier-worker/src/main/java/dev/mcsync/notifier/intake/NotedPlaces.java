package dev.mcsync.notifier.intake;

import dev.mcsync.notifier.ledger.Origin;
import dev.mcsync.notifier.ledger.Step;
import dev.mcsync.service.kafka.TraceParent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far the outcomes of each partition are noted, and what of them is noted once more because the
 * database went back. Up to where the channel was told, the log says: each commit of the notifier
 * carries it. For the listener's thread.
 */
final class NotedPlaces {

    private static final Pattern TOLD = Pattern.compile("told=(\\d{1,18})(?: until=(\\d{1,18}))?");

    /**
     * What the database has lost of a partition.
     *
     * @param told the channel was told what comes before this offset; 0 where the log does not say
     * @param until the first offset that is new
     */
    record Lost(long told, long until) {}

    private final Map<Integer, Long> next = new HashMap<>();
    private final Map<Integer, Lost> lost = new HashMap<>();

    /** Whether there was ever a place of any partition. */
    private boolean hasNoted;

    /** All that are known. */
    Map<Integer, Long> known() {
        return Map.copyOf(next);
    }

    /** The ledger was asked, and told these places; said before each of them is looked at. */
    void heard(Map<Integer, Long> noted) {
        hasNoted |= !noted.isEmpty();
    }

    /**
     * The ledger was asked. That it has no place of a partition may be a loss, too: whoever
     * committed in these words had noted one before. A ledger without any may be that of an earlier
     * release, or of a channel that is new.
     *
     * @param noted by the ledger; null where it has none
     * @param committed to the log; null where nothing ever was
     * @return whether the ledger has less than was committed
     */
    boolean found(int partition, @Nullable Long noted, @Nullable OffsetAndMetadata committed) {
        lost.remove(partition);
        if (noted == null) {
            next.remove(partition);
        } else {
            next.put(partition, noted);
        }
        if (committed == null) {
            return false;
        }
        Matcher told = TOLD.matcher(committed.metadata());
        boolean isKnown = told.matches();
        if (noted == null && !(isKnown && hasNoted)) {
            return false;
        }
        long from = noted == null ? 0 : noted;
        boolean isBehind = from < committed.offset();
        long until =
                Math.max(
                        isBehind ? committed.offset() : 0,
                        isKnown && told.group(2) != null ? Long.parseLong(told.group(2)) : 0);
        if (until > from) {
            lost.put(partition, new Lost(isKnown ? Long.parseLong(told.group(1)) : 0, until));
        }
        return isBehind;
    }

    /** What of the partition comes before this offset was told, as far as the log says. */
    long toldBefore(int partition) {
        Lost some = lost.get(partition);
        return some == null ? 0 : some.told();
    }

    void forget(int partition) {
        next.remove(partition);
        lost.remove(partition);
    }

    Origin originOf(ConsumerRecord<?, ?> record) {
        Lost some = lost.get(record.partition());
        Origin.Fate fate =
                some == null || record.offset() >= some.until()
                        ? Origin.Fate.NEW
                        : record.offset() < some.told() ? Origin.Fate.TOLD : Origin.Fate.IN_DOUBT;
        return new Origin(
                record.partition(), record.offset(), fate, TraceParent.of(record).orElse(null));
    }

    /** To behind these records, or to where the ledger is when it is further. */
    List<Step> steps(Collection<? extends ConsumerRecord<?, ?>> records) {
        Map<Integer, Long> ends = new LinkedHashMap<>();
        records.forEach(record -> ends.put(record.partition(), record.offset() + 1));
        List<Step> steps = new ArrayList<>();
        ends.forEach((partition, end) -> {
            Long from = next.get(partition);
            steps.add(new Step(partition, from, from == null ? end : Math.max(from, end)));
        });
        return steps;
    }

    void reached(List<Step> steps) {
        hasNoted = true;
        steps.forEach(step -> next.put(step.partition(), step.to()));
    }

    /**
     * What is committed after a batch.
     *
     * @param untold the first offset of each partition that was not told before this batch
     */
    Map<TopicPartition, OffsetAndMetadata> commits(
            List<? extends ConsumerRecord<?, ?>> batch, Map<Integer, Long> untold) {
        Map<TopicPartition, Long> starts = new LinkedHashMap<>();
        Map<TopicPartition, Long> ends = new LinkedHashMap<>();
        for (ConsumerRecord<?, ?> record : batch) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            starts.putIfAbsent(partition, record.offset());
            ends.put(partition, record.offset() + 1);
        }
        Map<TopicPartition, OffsetAndMetadata> commits = new LinkedHashMap<>();
        ends.forEach((partition, end) -> {
            long start = starts.getOrDefault(partition, end);
            long told = Math.min(start, untold.getOrDefault(partition.partition(), start));
            commits.put(
                    partition,
                    new OffsetAndMetadata(end, told(told, end, lost.get(partition.partition()))));
        });
        return commits;
    }

    private static String told(long told, long end, @Nullable Lost some) {
        return some == null || end >= some.until()
                ? "told=" + told
                : "told=%d until=%d".formatted(Math.max(told, some.told()), some.until());
    }
}
