package dev.mcsync.realtime.log;

import dev.mcsync.realtime.log.GroupLag.PartitionLag;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Turns a lag in records into one in time. Whoever has read what was there when the log was asked
 * is as far as that moment; so nothing needs to be read to know it, and a group under steady load
 * is not late because there is always a record on its way. Before the first question nothing is
 * known, so a lag that is older is told as young as this clock. Not thread-safe.
 */
final class LagClock {

    /** Beyond so many open questions no more are put until one is met. */
    private static final int MAX_OPEN = 64;

    /** Who reads what. */
    record Reader(String group, String topic) {}

    /**
     * @param records over all partitions
     * @param time of the partition that is furthest behind
     */
    record Lag(long records, Duration time) {

        private Lag and(Lag other) {
            return new Lag(
                    records + other.records, time.compareTo(other.time) > 0 ? time : other.time);
        }
    }

    private record Place(String group, TopicPartition partition) {}

    private record Question(long askedAtNanos, long end) {}

    private static final class Progress {
        private final Deque<Question> open = new ArrayDeque<>();
        private long readUpToNanos;

        Progress(long readUpToNanos) {
            this.readUpToNanos = readUpToNanos;
        }

        void answer(PartitionLag lag, long nowNanos) {
            if (lag.lag() == 0) {
                open.clear();
                readUpToNanos = nowNanos;
                return;
            }
            while (!open.isEmpty() && open.getFirst().end() <= lag.committed()) {
                readUpToNanos = open.removeFirst().askedAtNanos();
            }
            if (open.size() < MAX_OPEN) {
                open.add(new Question(nowNanos, lag.committed() + lag.lag()));
            }
        }
    }

    private final Map<Place, Progress> progress = new HashMap<>();

    /**
     * @param lags of all groups and partitions, as they are now
     */
    Map<Reader, Lag> observe(List<PartitionLag> lags, long nowNanos) {
        Map<Reader, Lag> told = new HashMap<>();
        Set<Place> seen = new HashSet<>();
        for (PartitionLag lag : lags) {
            Place place = new Place(lag.group(), new TopicPartition(lag.topic(), lag.partition()));
            seen.add(place);
            Progress of = progress.computeIfAbsent(place, _ -> new Progress(nowNanos));
            of.answer(lag, nowNanos);
            told.merge(
                    new Reader(lag.group(), lag.topic()),
                    new Lag(lag.lag(), Duration.ofNanos(nowNanos - of.readUpToNanos)),
                    Lag::and);
        }
        progress.keySet().retainAll(seen);
        return told;
    }
}
