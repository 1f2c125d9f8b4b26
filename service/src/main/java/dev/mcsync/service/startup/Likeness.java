package dev.mcsync.service.startup;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which word was probably meant by one that is not known. */
final class Likeness {
    /** More than this many letters away is another word. */
    private static final int FARTHEST = 3;

    private Likeness() {}

    static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(candidate, word) <= FARTHEST)
                .min(Comparator.comparingInt(candidate -> distance(candidate, word)));
    }

    /** How many letters have to be changed, added or taken away. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
