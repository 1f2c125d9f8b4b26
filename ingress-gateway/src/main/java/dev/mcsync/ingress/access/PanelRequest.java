package dev.mcsync.ingress.access;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Whether a request that a cookie vouches for was made by the panel, and not by a page elsewhere
 * that makes the browser send it. The cookie is {@code SameSite=Strict}; this holds where sibling
 * hosts or an old browser make that too little.
 */
final class PanelRequest {

    /**
     * No form can set it, and a script elsewhere needs a permission that this origin never gives.
     */
    static final String HEADER = "x-mc-panel";

    private PanelRequest() {}

    static boolean isFromPanel(HttpHeaders headers) {
        return "1".equals(headers.getFirst(HEADER)) && isSameOrigin(headers);
    }

    private static boolean isSameOrigin(HttpHeaders headers) {
        String site = headers.getFirst("Sec-Fetch-Site");
        return site == null
                ? isHost(headers.getOrigin(), headers.getFirst(HttpHeaders.HOST))
                : site.equals("same-origin");
    }

    private static boolean isHost(@Nullable String origin, @Nullable String host) {
        if (origin == null || host == null) {
            return false;
        }
        try {
            return host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
