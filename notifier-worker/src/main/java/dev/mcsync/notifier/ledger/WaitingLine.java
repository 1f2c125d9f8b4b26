package dev.mcsync.notifier.ledger;

import dev.mcsync.notifier.message.Notice;
import dev.mcsync.service.kafka.TraceParent;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that is to be told.
 *
 * @param refusals how often Discord has refused it, by itself or as a part of a group
 * @param place in the trace of its fact; null where in none
 * @param waitMillis until it may be sent; not above zero when it may be now
 */
record WaitingLine(
        String eventId,
        String content,
        int refusals,
        @Nullable TraceParent place,
        long waitMillis) {

    /** Refused before, or one that must not stand after another. */
    boolean goesAlone() {
        return refusals > 0 || Notice.standsAlone(content);
    }
}
