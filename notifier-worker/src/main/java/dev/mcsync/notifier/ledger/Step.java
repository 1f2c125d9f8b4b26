package dev.mcsync.notifier.ledger;

import org.jspecify.annotations.Nullable;

/**
 * How far a call brings the notes of a partition of the outcomes. It is taken only where they stand
 * at its beginning, so that no gap is hidden where the database went back.
 *
 * @param from the next offset that is noted now; null where none was ever noted
 * @param to the one that is noted afterwards
 */
public record Step(int partition, @Nullable Long from, long to) {}
