package dev.mcsync.processor.hearing;

import dev.mcsync.contracts.topic.ListeningMark;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The fold of the marks: after each gap it begins anew. A time that jumps back is a gap, too. Not
 * thread-safe.
 */
public final class Marks {

    private @Nullable Instant lastAt;
    private @Nullable Instant countsFrom;

    /** Takes the next mark of the log. */
    public void add(Instant at) {
        if (lastAt == null
                || Duration.between(lastAt, at).abs().compareTo(ListeningMark.LOST_AFTER) > 0) {
            countsFrom = at;
        }
        lastAt = at;
    }

    /** By the log's time; null before the first. */
    public @Nullable Instant lastAt() {
        return lastAt;
    }

    /** The first mark after the newest gap; null before the first. */
    public @Nullable Instant countsFrom() {
        return countsFrom;
    }
}
