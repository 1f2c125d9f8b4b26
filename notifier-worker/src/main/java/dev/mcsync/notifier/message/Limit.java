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
        return line.substring(0, wholeUntil(line, end)) + ELLIPSIS;
    }

    /** Neither half an escape nor half an address: each would be something else than the whole. */
    private static int wholeUntil(String line, int end) {
        int opening = lastUnescaped(line, WebAddress.OPENING, end);
        if (opening >= 0 && line.indexOf(WebAddress.CLOSING, opening) >= end) {
            return opening;
        }
        return isEscaped(line, end) ? end - 1 : end;
    }

    private static int lastUnescaped(String line, char wanted, int end) {
        int found = line.lastIndexOf(wanted, end - 1);
        while (found >= 0 && isEscaped(line, found)) {
            found = line.lastIndexOf(wanted, found - 1);
        }
        return found;
    }

    /** Whether the last backslash before {@code place} escapes the character there. */
    private static boolean isEscaped(String line, int place) {
        int backslashes = 0;
        while (backslashes < place && line.charAt(place - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
