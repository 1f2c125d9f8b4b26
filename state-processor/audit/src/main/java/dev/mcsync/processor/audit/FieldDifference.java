package dev.mcsync.processor.audit;

import org.jspecify.annotations.Nullable;

/**
 * A member that is not as it should be.
 *
 * @param expected as JSON; null when the member should not be there
 * @param found as JSON; null when the member is missing
 */
public record FieldDifference(String field, @Nullable String expected, @Nullable String found) {

    @Override
    public String toString() {
        return "%s: expected %s, found %s".formatted(field, told(expected), told(found));
    }

    private static String told(@Nullable String value) {
        return value == null ? "nothing" : value;
    }
}
