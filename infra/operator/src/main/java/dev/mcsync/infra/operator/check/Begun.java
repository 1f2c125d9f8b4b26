package dev.mcsync.infra.operator.check;

import java.util.Optional;
import java.util.function.Supplier;

/** Something that was begun early; if it could not be, only its own criterion fails with it. */
final class Begun<T> {
    private final Optional<T> begun;
    private final String whyNot;

    Begun(Supplier<T> begin) {
        Optional<T> result = Optional.empty();
        String reason = "";
        try {
            result = Optional.of(begin.get());
        } catch (ExpectationFailedException e) {
            reason = String.valueOf(e.getMessage());
        }
        this.begun = result;
        this.whyNot = reason;
    }

    T orFail() {
        return begun.orElseThrow(() -> new ExpectationFailedException(whyNot));
    }
}
