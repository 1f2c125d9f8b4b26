package dev.mcsync.processor.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A step of the ledger along a partition of the inputs. It is written only where the ledger stands
 * at its beginning: a database that went back under a living processor has a gap there, which
 * nothing written behind it may hide.
 *
 * @param from the next offset that the ledger must hold; 0 where it may hold none
 * @param to the next offset that it holds afterwards; not less
 * @param replayed what is being read again while this is written; null where nothing is
 */
public record Advance(
        String topic, int partition, long from, long to, @Nullable Stretch replayed) {}
