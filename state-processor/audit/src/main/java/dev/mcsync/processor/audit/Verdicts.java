package dev.mcsync.processor.audit;

import org.jspecify.annotations.Nullable;

/** Hears of every subject that has a row or a ledger, once. */
interface Verdicts<S> {

    /**
     * Its row is as its ledger says.
     *
     * @param state null when there is no row and the ledger comes to nothing
     */
    void sound(String id, @Nullable S state);

    /** It was told of; what is published of it is compared once that is mended. */
    void unsound(String id);
}
