package dev.mcsync.infra.proof.reference;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When nobody could be heard, by the marks on the log; kept apart from the product's own code on
 * purpose. Times are milliseconds of the log.
 */
public final class ReferenceHearing {

    private static final long LONGEST_PAUSE_MILLIS = 15_000;

    private final List<Gap> gaps = new ArrayList<>();

    private record Gap(long from, long until) {}

    /**
     * @param marks of all gateways, in any order
     */
    public ReferenceHearing(List<LogRecord> marks) {
        long last = Long.MAX_VALUE;
        for (long at : marks.stream().mapToLong(LogRecord::timestamp).sorted().toArray()) {
            if (last != Long.MAX_VALUE && at - last > LONGEST_PAUSE_MILLIS) {
                gaps.add(new Gap(last, at));
            }
            last = at;
        }
    }

    /**
     * A clock that ran out within the last gap counts only when its limit has passed again. In the
     * first moments of a gap nobody can know of it yet.
     *
     * @param at when the log took the fact
     * @return what was not waited for; null when it was right to say it
     */
    @Nullable String tooSoon(String subject, long deadline, long limit, long at) {
        Gap last = null;
        for (Gap gap : gaps) {
            last = gap.until() <= at ? gap : last;
        }
        if (last == null || deadline <= last.from() + LONGEST_PAUSE_MILLIS) {
            return null;
        }
        return at < last.until() + limit
                ? "%s was called overdue %d ms after nobody could be heard for %d ms"
                        .formatted(subject, at - last.until(), last.until() - last.from())
                : null;
    }
}
