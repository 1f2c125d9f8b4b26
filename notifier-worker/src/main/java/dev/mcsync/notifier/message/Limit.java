package dev.mcsync.notifier.message;

/** Keeps a line within what Discord takes. */
final class Limit {

    private static final String ELLIPSIS = "…";

    private Limit() {}

    /**
     * At most {@link Notice#MAX_CODE_POINTS} code points; what was cut off shows as an ellipsis.
     */
    static String cut(String line) {
        if (line.codePointCount(0, line.length()) <= Notice.MAX_CODE_POINTS) {
            return line;
        }
        int end = line.offsetByCodePoints(0, Notice.MAX_CODE_POINTS - 1);
        return line.substring(0, endsInsideEscape(line, end) ? end - 1 : end) + ELLIPSIS;
    }

    /** Whether the last backslash before {@code end} escapes the character that was cut off. */
    private static boolean endsInsideEscape(String line, int end) {
        int backslashes = 0;
        while (backslashes < end && line.charAt(end - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
