package dev.mcsync.notifier.ledger;

/**
 * The record that an outcome came in.
 *
 * @param fate what the channel may know of it already
 */
public record Origin(int partition, long offset, Fate fate) {

    /** Of an outcome that comes to be noted. */
    public enum Fate {
        NEW,

        /** The channel was told, and the database has lost its note of it. */
        TOLD,

        /** The channel may have been told before the database lost its note. */
        IN_DOUBT
    }
}
