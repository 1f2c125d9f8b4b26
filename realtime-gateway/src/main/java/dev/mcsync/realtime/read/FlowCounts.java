package dev.mcsync.realtime.read;

import dev.mcsync.realtime.read.Upkeep.Bucket;
import dev.mcsync.realtime.read.Upkeep.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The flow of the last minutes by buckets. A bucket that lies behind the longest transaction never
 * changes again, so only the newest ones are counted anew. Thread-safe.
 */
final class FlowCounts {

    static final Duration WINDOW = Duration.ofMinutes(10);
    static final Duration BUCKET = Duration.ofSeconds(10);

    /** A transaction is cut after 20 s, and clocks may differ a little. */
    static final Duration SETTLED_AFTER = Duration.ofSeconds(40);

    private final NavigableMap<Instant, Bucket> known = new TreeMap<>();
    private Instant countedUpTo = Instant.EPOCH;

    /** The beginning of the first bucket that has to be counted. */
    synchronized Instant toCountFrom(Instant now) {
        Instant oldest = begin(now.minus(WINDOW)).plus(BUCKET);
        Instant unsettled = begin(countedUpTo.minus(SETTLED_AFTER));
        return oldest.isAfter(unsettled) ? oldest : unsettled;
    }

    /**
     * @param from as {@link #toCountFrom} said
     * @param counted all buckets from there on that are not empty
     */
    synchronized Flow add(Instant now, Instant from, List<Bucket> counted) {
        known.tailMap(from, true).clear();
        Instant oldest = begin(now.minus(WINDOW)).plus(BUCKET);
        known.headMap(oldest, false).clear();
        counted.forEach(bucket -> known.put(bucket.at(), bucket));
        countedUpTo = now;
        List<Bucket> buckets = new ArrayList<>();
        for (Instant at = oldest; !at.isAfter(now); at = at.plus(BUCKET)) {
            buckets.add(known.getOrDefault(at, new Bucket(at, 0, 0, 0)));
        }
        return new Flow(WINDOW, BUCKET, buckets);
    }

    private static Instant begin(Instant moment) {
        long seconds = moment.getEpochSecond();
        return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, BUCKET.toSeconds()));
    }
}
