package dev.mcsync.contracts.id;

/** The one rule for all ids: 1–128 characters of {@code [A-Za-z0-9_.:-]}. */
public final class IdSyntax {

    public static final int MAX_LENGTH = 128;

    private IdSyntax() {}

    public static boolean isValid(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            return false;
        }
        return value.chars().allMatch(IdSyntax::isAllowed);
    }

    static void check(String kind, String value) {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "Expected %s of 1-128 characters of [A-Za-z0-9_.:-], found %d characters"
                            .formatted(kind, value.length()));
        }
    }

    private static boolean isAllowed(int c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '.'
                || c == ':'
                || c == '-';
    }
}
