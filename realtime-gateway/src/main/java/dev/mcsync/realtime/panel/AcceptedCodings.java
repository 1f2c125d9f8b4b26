package dev.mcsync.realtime.panel;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a caller can unpack, by its Accept-Encoding. Its wishes among the codings are passed over:
 * the shortest answer is the best one for it, too.
 *
 * @param named whether each coding that was named may be used; {@code *} stands for all others
 */
record AcceptedCodings(Map<String, Boolean> named) {

    private static final String ANY_OTHER = "*";

    AcceptedCodings {
        named = Map.copyOf(named);
    }

    /** Who says nothing is sent the file as it is. */
    static AcceptedCodings of(List<String> headerLines) {
        Map<String, Boolean> named = new HashMap<>();
        for (String line : headerLines) {
            for (String element : line.toLowerCase(Locale.ROOT).split(",", -1)) {
                String[] parts = element.split(";", 2);
                named.put(parts[0].strip(), parts.length == 1 || isAbove0(parts[1]));
            }
        }
        return new AcceptedCodings(named);
    }

    boolean accept(ContentCoding coding) {
        return named.getOrDefault(coding.token(), named.getOrDefault(ANY_OTHER, false));
    }

    /** What cannot be read is no consent. */
    private static boolean isAbove0(String parameter) {
        String weight = parameter.strip();
        if (!weight.startsWith("q=")) {
            return false;
        }
        try {
            return Double.parseDouble(weight.substring(2)) > 0;
        } catch (NumberFormatException _) {
            return false;
        }
    }
}
