package dev.mcsync.realtime.read;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A span of time in parts of one length, the last of which may end beyond it.
 *
 * @param from in whole microseconds, as the next
 * @param to the first moment that is no longer in it
 */
record Span(Instant from, Instant to, int parts) {

    /** The longest that one question may count. */
    static final Duration MAX_LENGTH = Duration.ofDays(31);

    Span {
        if (!isSpan(from, to) || parts < 1) {
            throw new IllegalArgumentException(
                    "Expected a span of at most %s in parts, found %s to %s in %d"
                            .formatted(MAX_LENGTH, from, to, parts));
        }
    }

    static boolean isSpan(Instant from, Instant to) {
        return from.isBefore(to) && !to.isAfter(from.plus(MAX_LENGTH));
    }

    long partMicros() {
        return Math.ceilDiv(ChronoUnit.MICROS.between(from, to), parts);
    }

    Instant partAt(int index) {
        return from.plus(index * partMicros(), ChronoUnit.MICROS);
    }
}
