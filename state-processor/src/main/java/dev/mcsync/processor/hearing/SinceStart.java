package dev.mcsync.processor.hearing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * For a log without marks, such as one that no gateway writes to yet. All that can be told there is
 * what the state looked like at the start: when no sign of life is younger than the limit, nobody
 * could be heard, and everybody gets the whole limit again.
 */
public final class SinceStart implements HearingWatch {

    private final HearingWatch marks;
    private final Supplier<Optional<Instant>> lastSignOfLife;
    private final Duration offlineAfter;
    private @Nullable Instant silentUntil;
    private boolean looked;

    /**
     * @param lastSignOfLife of any agent; asked once, and may fail
     */
    public SinceStart(
            HearingWatch marks, Supplier<Optional<Instant>> lastSignOfLife, Duration offlineAfter) {
        this.marks = marks;
        this.lastSignOfLife = lastSignOfLife;
        this.offlineAfter = offlineAfter;
    }

    @Override
    public Hearing at(Instant clock) {
        Hearing hearing = marks.at(clock);
        boolean hasMarks = hearing.countsFrom() != null || !hearing.silenceCounts();
        return hasMarks ? hearing : new Hearing(hearing.now(), true, silentUntil(clock));
    }

    private synchronized @Nullable Instant silentUntil(Instant clock) {
        if (!looked) {
            silentUntil =
                    lastSignOfLife
                            .get()
                            .filter(last -> last.plus(offlineAfter).isBefore(clock))
                            .map(_ -> clock)
                            .orElse(null);
            looked = true;
        }
        return silentUntil;
    }
}
