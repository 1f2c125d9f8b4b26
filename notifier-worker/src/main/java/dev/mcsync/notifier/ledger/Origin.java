package dev.mcsync.notifier.ledger;

import dev.mcsync.service.kafka.TraceParent;
import org.jspecify.annotations.Nullable;

/**
 * The record that an outcome came in.
 *
 * @param fate what the channel may know of it already
 * @param place in the trace of the fact that it is about; null where it carries none
 */
public record Origin(int partition, long offset, Fate fate, @Nullable TraceParent place) {

    public Origin(int partition, long offset, Fate fate) {
        this(partition, offset, fate, null);
    }

    /** The same, at another place of the trace. */
    Origin at(TraceParent other) {
        return new Origin(partition, offset, fate, other);
    }

    /** Of an outcome that comes to be noted. */
    public enum Fate {
        NEW,

        /** The channel was told, and the database has lost its note of it. */
        TOLD,

        /** The channel may have been told before the database lost its note. */
        IN_DOUBT
    }
}
