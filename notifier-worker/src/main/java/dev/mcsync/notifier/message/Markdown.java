package dev.mcsync.notifier.message;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes any text show in Discord as it was written, on one line: nothing in it formats, hides,
 * pings or breaks the line. A web address can be clicked, and leads where it says.
 */
final class Markdown {

    private static final char ZERO_WIDTH_SPACE = '\u200B';

    /** Each of these begins or ends some formatting wherever it stands. */
    private static final String SPECIAL = "\\*~`|[]<";

    private Markdown() {}

    /** Discord links what follows, also where it is no address of the web. */
    private static final String LINKS = "://";

    /** The short name of an emoji, which Discord would show in its place. */
    private static final Pattern EMOJI =
            Pattern.compile(":(?:[A-Za-z0-9_+-]*[A-Za-z+][A-Za-z0-9_+-]*|100|1234):");

    /** Equal to its input for an id, and for any text of letters, digits and plain punctuation. */
    static String plain(String text) {
        String line = onOneLine(text);
        StringBuilder out = new StringBuilder(line.length() + 16);
        int i = 0;
        while (i < line.length()) {
            Optional<String> address = WebAddress.at(line, i);
            if (address.isPresent()) {
                out.append(WebAddress.shown(address.get()));
                i += address.get().length();
            } else {
                appendPlain(out, line, i);
                i++;
            }
        }
        return out.toString();
    }

    /**
     * The whole line, with the underscores within its ids escaped, too, where an address could end
     * the emphasis that they would then begin.
     */
    static String whole(String line) {
        if (!WebAddress.mayEndEmphasis(line)) {
            return line;
        }
        StringBuilder out = new StringBuilder(line.length() + 16);
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i);
            int end = i + 1;
            if (c == '\\') {
                end = Math.min(i + 2, line.length());
            } else if (c == WebAddress.OPENING) {
                end = line.indexOf(WebAddress.CLOSING, i) + 1;
            } else if (c == '_') {
                out.append('\\');
            }
            out.append(line, i, end);
            i = end;
        }
        return out.toString();
    }

    private static void appendPlain(StringBuilder out, String line, int i) {
        char c = line.charAt(i);
        if (formats(line, i)) {
            out.append('\\');
        }
        out.append(c);
        if (c == '@') {
            out.append(ZERO_WIDTH_SPACE);
        }
    }

    private static boolean formats(String line, int i) {
        char c = line.charAt(i);
        return SPECIAL.indexOf(c) >= 0
                || (c == '_' && !isInsideWord(line, i))
                || (c == ':' && (line.startsWith(LINKS, i) || namesAnEmoji(line, i)));
    }

    private static boolean namesAnEmoji(String line, int i) {
        return EMOJI.matcher(line).region(i, line.length()).lookingAt();
    }

    /**
     * An underscore formats only where a word begins or ends. Between two letters or digits it is
     * left alone, so that ids can be read, copied and searched for.
     */
    private static boolean isInsideWord(String line, int i) {
        return i > 0
                && i + 1 < line.length()
                && isAsciiLetterOrDigit(line.charAt(i - 1))
                && isAsciiLetterOrDigit(line.charAt(i + 1))
                && WebAddress.at(line, i + 1).isEmpty();
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
