package dev.mcsync.realtime.read;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What was counted of parts of spans that lie behind the longest transaction: to these the ledger
 * adds nothing any more. Whoever looks at the past asks for nearly the same parts again and again.
 * Thread-safe.
 */
final class SettledCounts {

    /** A few dozen tracks of the panel. */
    private static final int MAX = 10_000;

    /** A database that was put back to an earlier state is believed after so long. */
    private static final Duration KEPT_FOR = Duration.ofMinutes(10);

    private record Part(Instant at, long micros) {}

    private record Count(long facts, Instant countedAt) {}

    private final SequencedMap<Part, Count> kept = new LinkedHashMap<>();

    /** The counts that are known, by the numbers of their parts. */
    synchronized Map<Integer, Long> find(Span span, Instant now) {
        Map<Integer, Long> found = new HashMap<>();
        for (int i = 0; i < span.parts(); i++) {
            Count count = kept.get(part(span, i));
            if (count != null && count.countedAt().plus(KEPT_FOR).isAfter(now)) {
                found.put(i, count.facts());
            }
        }
        return found;
    }

    /**
     * @param now a moment before they were counted
     */
    synchronized void keep(Span span, Instant now, Map<Integer, Long> counted) {
        Instant settled = now.minus(FlowCounts.SETTLED_AFTER);
        counted.forEach((index, facts) -> {
            Part part = part(span, index);
            Instant end = part.at().plus(part.micros(), ChronoUnit.MICROS);
            // The last part of a span may be cut short.
            if (!end.isAfter(span.to()) && !end.isAfter(settled)) {
                kept.putLast(part, new Count(facts, now));
            }
        });
        while (kept.size() > MAX) {
            kept.pollFirstEntry();
        }
    }

    private static Part part(Span span, int index) {
        return new Part(span.partAt(index), span.partMicros());
    }
}
