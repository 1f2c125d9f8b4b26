package dev.mcsync.processor.ledger;

/** Another processor applied part of the batch between the look-up and the write. */
public final class LostRaceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LostRaceException(String what, long expected, long found) {
        super("Expected to write %d rows of %s, found %d".formatted(expected, what, found));
    }
}
