package dev.mcsync.infra.operator.agent;

import java.util.regex.Pattern;

/** What a program prints, as it can be shown elsewhere. */
final class Text {

    /** Colours, cursor movements, and titles of windows. */
    private static final Pattern ESCAPES =
            Pattern.compile(
                    "\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)|[@-Z\\\\-_])");

    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\t\n]]");

    private Text() {}

    /** Without what only a terminal understands. */
    static String plain(String printed) {
        return CONTROLS.matcher(ESCAPES.matcher(printed).replaceAll("")).replaceAll("");
    }

    /**
     * The beginning, with a mark where it is cut.
     *
     * @param most code points
     */
    static String beginning(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    /** The end, with a mark where it is cut. */
    static String end(String text, int most) {
        int length = text.codePointCount(0, text.length());
        return length <= most
                ? text
                : "…" + text.substring(text.offsetByCodePoints(0, length - most + 1));
    }
}
