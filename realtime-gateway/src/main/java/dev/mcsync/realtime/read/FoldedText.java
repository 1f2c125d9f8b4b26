package dev.mcsync.realtime.read;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A text as a search sees it: without case, accents, and the ways in which Unicode can spell one
 * letter. The panel's own filter folds alike ({@code board/filter.ts}).
 */
record FoldedText(String folded) {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    static FoldedText of(String text) {
        String letters =
                isAscii(text)
                        ? text
                        : MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                                .replaceAll("");
        // By way of the capitals, since some letters have two small forms, or none of their own.
        return new FoldedText(
                letters.toUpperCase(Locale.ROOT)
                        .toLowerCase(Locale.ROOT)
                        .replace('\u03c2', '\u03c3'));
    }

    boolean isWithin(String text) {
        return of(text).folded().contains(folded);
    }

    /** Most are, and need no tables. */
    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 0x80);
    }
}
