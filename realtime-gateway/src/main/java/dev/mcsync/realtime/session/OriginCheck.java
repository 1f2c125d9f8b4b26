package dev.mcsync.realtime.session;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Whether a page of some origin may open the board. A browser sends cookies with a WebSocket to any
 * site and always tells the page's origin; so the origin must be an allowed one, exactly, or be
 * that of the address itself. A client that sends no Origin is no browser, and is let pass here.
 */
final class OriginCheck {

    private static final String FORWARDED_HOST = "X-Forwarded-Host";

    private final Set<String> allowed;

    /**
     * @param allowed such as {@code https://board.example.com}; empty: the address's own origin
     */
    OriginCheck(List<String> allowed) {
        Set<String> normal = new TreeSet<>();
        allowed.forEach(origin -> normal.add(origin.toLowerCase(Locale.ROOT)));
        this.allowed = normal;
    }

    boolean isAllowed(HttpHeaders headers) {
        List<String> origins = headers.getOrEmpty(HttpHeaders.ORIGIN);
        if (origins.isEmpty()) {
            return true;
        }
        if (origins.size() > 1) {
            return false;
        }
        String origin = origins.getFirst().toLowerCase(Locale.ROOT);
        return allowed.isEmpty() ? isOwn(origin, headers) : allowed.contains(origin);
    }

    /**
     * No page can put a X-Forwarded-Host of its choice on a WebSocket; only a proxy that we are
     * behind can.
     */
    private static boolean isOwn(String origin, HttpHeaders headers) {
        String authority = authority(origin);
        return authority != null
                && (authority.equals(host(headers, FORWARDED_HOST))
                        || authority.equals(host(headers, HttpHeaders.HOST)));
    }

    private static @Nullable String host(HttpHeaders headers, String name) {
        String value = headers.getFirst(name);
        return value == null ? null : value.split(",", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String authority(String origin) {
        try {
            URI uri = new URI(origin);
            boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            // An origin is no address: nothing follows the host and port.
            return isHttp && origin.equals(uri.getScheme() + "://" + uri.getRawAuthority())
                    ? uri.getRawAuthority()
                    : null;
        } catch (URISyntaxException _) {
            return null;
        }
    }
}
