package dev.mcsync.notifier.ledger;

import java.util.Collection;

/**
 * The notes are not where the call was to begin: the database went back, or another notifier has
 * gone on. Nothing was noted.
 */
final class OtherPlaceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OtherPlaceException(Collection<Step> expected) {
        super(
                "Expected the notes to stand where one of these begins, found them elsewhere: "
                        + expected);
    }
}
