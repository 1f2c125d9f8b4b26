package dev.mcsync.processor.ledger;

/**
 * Records of a partition that are read again, because the database went back, and were published
 * before it did.
 *
 * @param from the first of them
 * @param to the offset behind the last of them; greater
 */
public record Stretch(long from, long to) {

    /** Both, and what lies between them. */
    public Stretch and(Stretch other) {
        return new Stretch(Math.min(from, other.from), Math.max(to, other.to));
    }
}
