package dev.mcsync.realtime.commands;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code Prefer: wait=25} (RFC 7240), in seconds. A preference that is not one is none. */
final class PreferredWait {

    static final Duration MAX = Duration.ofSeconds(60);

    private static final Pattern WAIT =
            Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,6})\"?\\s*(?=$|[,;])");

    private PreferredWait() {}

    static Duration of(List<String> preferences) {
        Matcher wait = WAIT.matcher(String.join(",", preferences));
        if (!wait.find()) {
            return Duration.ZERO;
        }
        Duration wanted = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        return wanted.compareTo(MAX) > 0 ? MAX : wanted;
    }
}
