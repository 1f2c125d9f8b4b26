package dev.mcsync.contracts.json;

import java.util.List;
import java.util.function.Function;

/** What became of some bytes: a checked value, or all that was wrong with them. */
public sealed interface Decoded<T> {

    record Valid<T>(T value) implements Decoded<T> {}

    /** Holds at least one error. */
    record Invalid<T>(List<FieldError> errors) implements Decoded<T> {
        public Invalid {
            errors = List.copyOf(errors);
        }
    }

    static <T> Decoded<T> valid(T value) {
        return new Valid<>(value);
    }

    static <T> Decoded<T> invalid(String pointer, String detail) {
        return new Invalid<>(List.of(new FieldError(pointer, detail)));
    }

    default <R> Decoded<R> then(Function<T, Decoded<R>> next) {
        return switch (this) {
            case Valid<T>(T value) -> next.apply(value);
            case Invalid<T>(List<FieldError> errors) -> new Invalid<>(errors);
        };
    }

    default <R> Decoded<R> map(Function<T, R> mapper) {
        return then(value -> new Valid<>(mapper.apply(value)));
    }

    /**
     * For bytes that this product wrote itself.
     *
     * @throws IllegalStateException when they are not valid all the same; the message holds the
     *     errors, not the bytes
     */
    default T orThrow(String what) {
        return switch (this) {
            case Valid<T>(T value) -> value;
            case Invalid<T>(List<FieldError> errors) ->
                    throw new IllegalStateException(
                            "Expected a valid " + what + ", found " + errors);
        };
    }
}
