package dev.mcsync.realtime.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What is gone from the board, for a bounded time and number, and since where on the log all of it
 * is known: only from there on a reader can resume. Guarded by the view's lock.
 */
final class Tombstones {

    /**
     * The log itself keeps a tombstone for 24 h ({@code delete.retention.ms}); a view that was
     * built after that does not know of it. Half of it leaves room for clocks that differ.
     */
    static final Duration TRUSTED_FOR = Duration.ofHours(12);

    private final int max;

    /** Oldest first. */
    private final SequencedMap<BoardKey, Delta> kept = new LinkedHashMap<>();

    /** By partition: a cursor below it may have missed a tombstone that is no longer known. */
    private long[] resumableFrom = {};

    Tombstones(int max) {
        this.max = max;
    }

    void begin(int partitions) {
        kept.clear();
        resumableFrom = new long[partitions];
    }

    int size() {
        return kept.size();
    }

    /** Takes the last change of a subject in, whether it is gone by it or back. */
    void note(Delta delta) {
        kept.remove(delta.change().subject());
        if (delta.change() instanceof BoardChange.Removed) {
            kept.put(delta.change().subject(), delta);
        }
    }

    /** Forgets those that are too old or too many, and tells of whom. */
    List<BoardKey> dropOld(TopicLayout layout, Instant now) {
        Instant keptSince = now.minus(TRUSTED_FOR.multipliedBy(2));
        List<BoardKey> dropped = new ArrayList<>();
        while (!kept.isEmpty()
                && (kept.size() > max
                        || kept.firstEntry().getValue().takenAt().isBefore(keptSince))) {
            Delta oldest = kept.pollFirstEntry().getValue();
            int index = oldest.index(layout);
            resumableFrom[index] = Math.max(resumableFrom[index], oldest.offset() + 1);
            dropped.add(oldest.change().subject());
        }
        return dropped;
    }

    /** Whether all that went after {@code since} is still known. */
    boolean reachBackTo(Cursor since, Instant now) {
        if (since.takenAt().isBefore(now.minus(TRUSTED_FOR))) {
            return false;
        }
        for (int i = 0; i < resumableFrom.length; i++) {
            if (since.nextOffset(i) < resumableFrom[i]) {
                return false;
            }
        }
        return true;
    }
}
