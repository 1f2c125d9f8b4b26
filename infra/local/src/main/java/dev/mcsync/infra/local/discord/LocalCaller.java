package dev.mcsync.infra.local.discord;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells programs of this machine and the simulator's own page from other pages that a browser of
 * this machine shows. A page may send a form, or plain text, to any address, and through a name of
 * its own that resolves to this machine it could even read the answer.
 */
final class LocalCaller {
    private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Set<String> CHANGE_NOTHING = Set.of("GET", "HEAD");

    /** What a page may send anywhere without asking; JSON is not among them. */
    private static final List<String> FORMS =
            List.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");

    private LocalCaller() {}

    /** Why the request is not answered, if it is not. */
    static Optional<String> refusal(String method, Headers headers) {
        String host = Optional.ofNullable(headers.getFirst("Host")).orElse("");
        if (!OWN_NAMES.contains(host.replaceFirst(":[0-9]*$", ""))) {
            return Optional.of("the simulator is called 127.0.0.1, not " + host);
        }
        return CHANGE_NOTHING.contains(method) ? Optional.empty() : refusalOfChange(host, headers);
    }

    private static Optional<String> refusalOfChange(String host, Headers headers) {
        String origin = headers.getFirst("Origin");
        if (origin != null && !origin.equals("http://" + host)) {
            return Optional.of("a page of " + origin + " may change nothing here");
        }
        String site = headers.getFirst("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return Optional.of("a page of another site may change nothing here");
        }
        String type = headers.getFirst("Content-Type");
        if (type != null
                && FORMS.stream()
                        .anyMatch(form ->
                                type.strip().regionMatches(true, 0, form, 0, form.length()))) {
            return Optional.of("send application/json, not " + type);
        }
        return Optional.empty();
    }
}
