package dev.mcsync.processor.audit;

import org.jspecify.annotations.Nullable;

/** Hears of every subject that has a row or a ledger, once. */
interface Verdicts<S> {

    /**
     * Its row is as its ledger says.
     *
     * @param state null when there is no row and the ledger comes to nothing
     * @param before what the ledger came to at the boundary of the look; null for nothing yet
     */
    void sound(String id, @Nullable S state, @Nullable S before);

    /** It was told of; what is published of it is compared once that is mended. */
    void unsound(String id);

    /** Lets another one hear the same, after this one. */
    default Verdicts<S> and(Verdicts<S> other) {
        Verdicts<S> first = this;
        return new Verdicts<>() {
            @Override
            public void sound(String id, @Nullable S state, @Nullable S before) {
                first.sound(id, state, before);
                other.sound(id, state, before);
            }

            @Override
            public void unsound(String id) {
                first.unsound(id);
                other.unsound(id);
            }
        };
    }

    /** Hears nothing. */
    static <S> Verdicts<S> nobody() {
        return new Verdicts<>() {
            @Override
            public void sound(String id, @Nullable S state, @Nullable S before) {}

            @Override
            public void unsound(String id) {}
        };
    }
}
