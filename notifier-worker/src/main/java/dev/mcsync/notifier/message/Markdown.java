package dev.mcsync.notifier.message;

/**
 * Makes any text show in Discord as it was written, on one line: nothing in it formats, links,
 * hides, pings or breaks the line.
 */
final class Markdown {

    private static final char ZERO_WIDTH_SPACE = '\u200B';

    /** Each of these begins or ends some formatting wherever it stands. */
    private static final String SPECIAL = "\\*~`|[]<";

    private Markdown() {}

    /** Equal to its input for an id, and for any text of letters, digits and plain punctuation. */
    static String plain(String text) {
        String line = onOneLine(text);
        StringBuilder out = new StringBuilder(line.length() + 16);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (SPECIAL.indexOf(c) >= 0 || (c == '_' && !isInsideWord(line, i))) {
                out.append('\\');
            }
            out.append(c);
            if (c == '@') {
                out.append(ZERO_WIDTH_SPACE);
            }
        }
        return out.toString();
    }

    /**
     * An underscore formats only where a word begins or ends. Between two letters or digits it is
     * left alone, so that ids can be read, copied and searched for.
     */
    private static boolean isInsideWord(String line, int i) {
        return i > 0
                && i + 1 < line.length()
                && isAsciiLetterOrDigit(line.charAt(i - 1))
                && isAsciiLetterOrDigit(line.charAt(i + 1));
    }

    private static boolean isAsciiLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** Runs of white space and control characters become one blank; bidirectional ones vanish. */
    private static String onOneLine(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || Character.isISOControl(c)) {
                if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                    out.append(' ');
                }
            } else if (!isBidirectionalControl(c)) {
                out.append(c);
            }
        }
        return out.toString().stripTrailing();
    }

    /** These turn the reading order of the rest of the line around. */
    private static boolean isBidirectionalControl(char c) {
        return (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
    }
}
