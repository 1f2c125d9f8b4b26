package dev.mcsync.processor.intake;

import dev.mcsync.processor.ledger.Changes;
import dev.mcsync.processor.ledger.Ledger;
import dev.mcsync.processor.publish.Outgoing;
import java.util.ArrayList;
import java.util.List;

/**
 * What a batch writes and publishes.
 *
 * @param outgoing in the order in which it is to be published
 */
record BatchResult(Changes changes, List<Outgoing> outgoing, Tally tally)
        implements Ledger.HasChanges {

    /** How many records went which way, for the metrics. */
    record Tally(
            int applied,
            int withoutEffect,
            int duplicates,
            int redelivered,
            int rejected,
            int forwarded) {

        static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

        Tally plus(Tally other) {
            return new Tally(
                    applied + other.applied,
                    withoutEffect + other.withoutEffect,
                    duplicates + other.duplicates,
                    redelivered + other.redelivered,
                    rejected + other.rejected,
                    forwarded + other.forwarded);
        }
    }

    /** Two parts of a batch that had to be applied one after the other. */
    BatchResult followedBy(BatchResult next) {
        List<Outgoing> both = new ArrayList<>(outgoing);
        both.addAll(next.outgoing);
        return new BatchResult(next.changes, List.copyOf(both), tally.plus(next.tally));
    }
}
