package dev.mcsync.processor.ledger;

import java.util.Collection;

/**
 * The ledger is not where the batch was to begin: the database went back, or another processor has
 * gone on. Trying again does not help before the ledger was asked where it is.
 */
public final class OtherPlaceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OtherPlaceException(Collection<Advance> expected) {
        super(
                "Expected the ledger to stand where one of these begins, found it elsewhere: "
                        + expected);
    }
}
