package dev.mcsync.contracts.topic;

import java.time.Duration;

/**
 * A gateway that serves puts a mark on {@code mc.listening} every {@link #EVERY}. That a mark could
 * be appended proves that agents could be heard then; by the log's own time, since the log stamps
 * it. Where the marks have a gap, nobody could be heard, whichever part was away and however it
 * came back: no silence from before the gap's end proves anything.
 *
 * <p>All marks are on one partition, so that they have one order. What a mark says is for people;
 * readers take only its time.
 */
public final class ListeningMark {

    public static final Duration EVERY = Duration.ofSeconds(3);

    /**
     * Two marks further apart than that have a gap between them. Above the longest time that a
     * producer of ours keeps a record (10 s): what was said before a gap is never appended behind
     * it.
     */
    public static final Duration LOST_AFTER = Duration.ofSeconds(15);

    public static final int PARTITION = 0;

    private ListeningMark() {}
}
