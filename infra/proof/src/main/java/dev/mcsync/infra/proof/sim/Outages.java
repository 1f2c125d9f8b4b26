package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.topic.ListeningMark;
import dev.mcsync.processor.hearing.Hearing;
import dev.mcsync.processor.hearing.HearingWatch;
import dev.mcsync.processor.hearing.Marks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When nobody could be heard, and what the marks on the log tell of it: a gateway that is there
 * puts one every few seconds.
 */
final class Outages implements HearingWatch {

    /** From when until when. */
    private record Outage(Instant from, Instant to) {

        boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    private final List<Outage> outages = new ArrayList<>();
    private final Marks marks = new Marks();
    private final Set<Planted> planted;
    private Instant next;

    Outages(Instant beginning, Set<Planted> planted) {
        this.next = beginning;
        this.planted = planted;
    }

    void add(Instant from, Duration length) {
        outages.add(new Outage(from, from.plus(length)));
    }

    boolean areOn(Instant at) {
        return outages.stream().anyMatch(outage -> outage.covers(at));
    }

    @Override
    public Hearing at(Instant clock) {
        if (planted.contains(Planted.SILENCE_ALWAYS_COUNTS)) {
            return new Hearing(clock, true, null);
        }
        for (; !next.isAfter(clock); next = next.plus(ListeningMark.EVERY)) {
            if (!areOn(next)) {
                marks.add(next);
            }
        }
        Instant last = marks.lastAt();
        return last == null || last.plus(ListeningMark.LOST_AFTER).isBefore(clock)
                ? Hearing.deaf(clock)
                : new Hearing(clock, true, marks.countsFrom());
    }

    /**
     * Whether somebody could be heard for the whole of the limit before the moment.
     *
     * @param at null when it is not known
     */
    boolean spared(@Nullable Instant at, Duration limit) {
        return at != null
                && outages.stream()
                        .noneMatch(outage ->
                                outage.from().isBefore(at) && outage.to().isAfter(at.minus(limit)));
    }
}
