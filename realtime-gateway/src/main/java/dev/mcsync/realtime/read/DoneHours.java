package dev.mcsync.realtime.read;

import dev.mcsync.realtime.read.Upkeep.DoneByHour;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many tasks each agent has done in each of the last hours. An hour that lies behind the
 * longest transaction never changes again, so only the newest ones are counted anew. Thread-safe.
 */
final class DoneHours {

    static final int HOURS = 24;
    static final Duration HOUR = Duration.ofHours(1);

    /**
     * @param hour its beginning
     */
    record Count(Instant hour, String agentId, long done) {}

    private final NavigableMap<Instant, Map<String, Long>> known = new TreeMap<>();
    private Instant countedUpTo = Instant.EPOCH;

    /** The beginning of the first hour that has to be counted. */
    synchronized Instant toCountFrom(Instant now) {
        Instant oldest = oldest(now);
        Instant unsettled = begin(countedUpTo.minus(FlowCounts.SETTLED_AFTER));
        return oldest.isAfter(unsettled) ? oldest : unsettled;
    }

    /**
     * @param from as {@link #toCountFrom} said
     * @param counted all from there on that are not zero
     */
    synchronized DoneByHour add(Instant now, Instant from, List<Count> counted) {
        Instant oldest = oldest(now);
        known.tailMap(from, true).clear();
        known.headMap(oldest, false).clear();
        counted.forEach(count ->
                known.computeIfAbsent(count.hour(), _ -> new HashMap<>())
                        .merge(count.agentId(), count.done(), Long::sum));
        countedUpTo = now;
        Map<String, long[]> byAgent = new HashMap<>();
        known.forEach((hour, agents) -> {
            int index = (int) ChronoUnit.HOURS.between(oldest, hour);
            // One that began after this was asked stands in the next answer.
            if (index < HOURS) {
                agents.forEach((agentId, done) ->
                        byAgent.computeIfAbsent(agentId, _ -> new long[HOURS])[index] = done);
            }
        });
        return new DoneByHour(oldest, byAgent);
    }

    private static Instant oldest(Instant now) {
        return begin(now).minus(HOUR.multipliedBy(HOURS - 1));
    }

    private static Instant begin(Instant moment) {
        return moment.truncatedTo(ChronoUnit.HOURS);
    }
}
