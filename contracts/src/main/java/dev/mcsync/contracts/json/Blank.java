package dev.mcsync.contracts.json;

/**
 * Whether a text shows anything: one of spaces, of any script, or of signs without width does not.
 */
final class Blank {

    /**
     * Letters by their category, and drawn as nothing: fillers of Hangul, and the empty braille.
     */
    private static final String EMPTY_LETTERS = "\u115f\u1160\u3164\uffa0\u2800";

    private Blank() {}

    static boolean is(String text) {
        return text.codePoints().allMatch(Blank::is);
    }

    private static boolean is(int character) {
        return Character.isWhitespace(character)
                || EMPTY_LETTERS.indexOf(character) >= 0
                || switch (Character.getType(character)) {
                    case Character.SPACE_SEPARATOR,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.CONTROL,
                            Character.FORMAT,
                            Character.NON_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.UNASSIGNED ->
                            true;
                    default -> false;
                };
    }
}
