package dev.mcsync.infra.operator.terminal;

/**
 * What somebody else wrote, so that it can be printed: nothing in it moves the cursor, rings,
 * colours or turns the direction of what is around it.
 */
public final class ForeignText {
    /** U+2400 and on are pictures of the first 32 control characters. */
    private static final int FIRST_PICTURE = 0x2400;

    private static final int REPLACEMENT = 0xFFFD;

    private ForeignText() {}

    /** In one line. */
    public static String line(String text) {
        return block(text.replace("\r\n", "\n")).replace('\n', ' ').strip();
    }

    /** In one line of at most so many columns, with a sign where there is more. */
    public static String line(String text, int width) {
        return TextWidth.cut(line(text), width);
    }

    /** With its line breaks; tabs are blanks, for nobody knows how wide one is. */
    public static String block(String text) {
        return text.replace("\r\n", "\n")
                .replace('\t', ' ')
                .codePoints()
                .map(c -> c == '\n' || !isUnfit(c) ? c : picture(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /**
     * The same document, with escapes for what JSON allows and a terminal might obey.
     *
     * @param json in which control characters stand within texts alone, but for line breaks
     */
    public static String json(String json) {
        StringBuilder out = new StringBuilder(json.length());
        json.codePoints()
                .forEach(c -> {
                    if (c == '\n' || !isUnfit(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append("\\u%04x".formatted(c));
                    }
                });
        return out.toString();
    }

    private static int picture(int c) {
        return c < ' ' ? FIRST_PICTURE + c : REPLACEMENT;
    }

    /** Half a surrogate pair is nothing that could be encoded. */
    private static boolean isUnfit(int c) {
        return Character.isISOControl(c)
                || isDirection(c)
                || c == 0x2028
                || c == 0x2029
                || Character.getType(c) == Character.SURROGATE;
    }

    private static boolean isDirection(int c) {
        return c == 0x061C
                || c == 0x200E
                || c == 0x200F
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
