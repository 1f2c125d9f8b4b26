package dev.mcsync.ingress.access;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a path means the same to every service that reads it. Dot segments, doubled or encoded
 * slashes, encoded dots or control characters, and path parameters are read differently by
 * different software, which is how a rule for one path gets applied to another.
 */
final class RequestPath {

    private static final Pattern ENCODED_CONTROL = Pattern.compile("%(?:[01][0-9a-f]|7f)");

    private RequestPath() {}

    static boolean isPlain(String rawPath) {
        String path = rawPath.toLowerCase(Locale.ROOT);
        return path.startsWith("/")
                && !path.contains("//")
                && !path.contains(";")
                && !path.contains("\\")
                && !path.contains("%2e")
                && !path.contains("%2f")
                && !path.contains("%5c")
                && !path.contains("%25")
                && !ENCODED_CONTROL.matcher(path).find()
                && !path.contains("/./")
                && !path.contains("/../")
                && !path.endsWith("/.")
                && !path.endsWith("/..");
    }
}
