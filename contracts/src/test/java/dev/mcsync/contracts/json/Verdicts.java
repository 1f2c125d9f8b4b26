package dev.mcsync.contracts.json;

import java.util.List;

/** Takes a {@link Decoded} apart for an assertion. */
public final class Verdicts {

    private Verdicts() {}

    /** Empty for a valid one. */
    public static List<FieldError> errorsOf(Decoded<?> decoded) {
        return switch (decoded) {
            case Decoded.Valid<?> _ -> List.of();
            case Decoded.Invalid<?>(List<FieldError> errors) -> errors;
        };
    }

    public static List<String> pointersOf(Decoded<?> decoded) {
        return errorsOf(decoded).stream().map(FieldError::pointer).toList();
    }

    public static boolean isValid(Decoded<?> decoded) {
        return decoded instanceof Decoded.Valid<?>;
    }
}
