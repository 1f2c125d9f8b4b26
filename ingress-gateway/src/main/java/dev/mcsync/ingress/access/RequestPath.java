package dev.mcsync.ingress.access;

import java.util.Locale;

/**
 * Whether a path means the same to every service that reads it. Dot segments, doubled or encoded
 * slashes, encoded dots and path parameters are read differently by different software, which is
 * how a rule for one path gets applied to another.
 */
final class RequestPath {

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
                && !path.contains("%00")
                && !path.contains("/./")
                && !path.contains("/../")
                && !path.endsWith("/.")
                && !path.endsWith("/..");
    }
}
