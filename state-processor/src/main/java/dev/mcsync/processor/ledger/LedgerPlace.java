package dev.mcsync.processor.ledger;

import org.jspecify.annotations.Nullable;

/**
 * How far the ledger has taken in a partition of the inputs.
 *
 * @param next the first offset that it lacks
 * @param replayed what is being read again; null where nothing is
 */
public record LedgerPlace(long next, @Nullable Stretch replayed) {

    /** A partition that the ledger does not know is one of which it has applied nothing. */
    public static final LedgerPlace NONE = new LedgerPlace(0, null);
}
