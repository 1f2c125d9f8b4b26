package dev.mcsync.processor.hearing;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What silence proves at one moment.
 *
 * @param now the log's own time where it is known, else the processor's. A clock of the machine
 *     that jumps, or a machine that slept, does not move the first
 * @param silenceCounts false while nobody can be heard, or while that is not known
 * @param countsFrom the whole of a limit has to pass after this; null when no outage is known of
 */
public record Hearing(Instant now, boolean silenceCounts, @Nullable Instant countsFrom) {

    /** Nobody can be heard. */
    public static Hearing deaf(Instant now) {
        return new Hearing(now, false, null);
    }

    /** For who leaves the first while to others. */
    public Hearing before(Duration grace) {
        return new Hearing(now.minus(grace), silenceCounts, countsFrom);
    }

    /**
     * When a silence that would have been too long at {@code deadline} is too long.
     *
     * @param limit that the deadline was made of
     */
    public Instant due(Instant deadline, Duration limit) {
        Instant again = countsFrom == null ? deadline : countsFrom.plus(limit);
        return again.isAfter(deadline) ? again : deadline;
    }
}
