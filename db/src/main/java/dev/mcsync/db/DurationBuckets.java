package dev.mcsync.db;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The scale of {@code agent_timings}: each bucket reaches 9 % further than the one before, from 1
 * ms on. A duration that is read back from its bucket is off by at most 4.4 % (√1.09), and by the
 * rounding to a whole millisecond.
 */
public final class DurationBuckets {

    private static final double GROWTH = 1.09;

    /** Longer ones, from about 11 days on, fall into this one. */
    static final int LAST = 240;

    private DurationBuckets() {}

    /** A negative duration, as of clocks that differ, counts as none. */
    public static int of(Duration duration) {
        long millis = duration.toMillis();
        if (millis <= 1) {
            return 0;
        }
        int bucket = (int) Math.ceil(Math.log((double) millis) / Math.log(GROWTH));
        return Math.min(bucket, LAST);
    }

    /**
     * The smallest duration that the given share of all does not exceed.
     *
     * @param counts by bucket
     * @param share above 0, up to 1
     * @return milliseconds; nothing when nothing was counted
     */
    public static OptionalLong percentileMillis(Map<Integer, Long> counts, double share) {
        SortedMap<Integer, Long> sorted = new TreeMap<>(counts);
        long all = sorted.values().stream().mapToLong(Long::longValue).sum();
        long rank = (long) Math.ceil(share * all);
        long seen = 0;
        for (Map.Entry<Integer, Long> entry : sorted.entrySet()) {
            seen += entry.getValue();
            if (seen >= rank && seen > 0) {
                return OptionalLong.of(millisOf(entry.getKey()));
            }
        }
        return OptionalLong.empty();
    }

    /** The middle of the bucket, as far from its ends in proportion. */
    private static long millisOf(int bucket) {
        return bucket == 0 ? 1 : Math.round(Math.pow(GROWTH, bucket - 0.5));
    }
}
