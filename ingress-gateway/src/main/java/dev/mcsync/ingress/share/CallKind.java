package dev.mcsync.ingress.share;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/** How long a call may have to be held open. */
public enum CallKind {

    /** Answered as soon as it can be. */
    SHORT,

    /**
     * Asks to be answered when something happens: a long poll, a stream, a WebSocket, {@code
     * Prefer: wait}, or a task at a version that it may not have yet.
     */
    WAIT;

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Pattern WAITING =
            Pattern.compile("(?i)(?:.*[,;])?\\s*wait\\s*=\\s*\"?0*[1-9].*");
    private static final Pattern STREAMS = Pattern.compile("/api/realtime/board|/ws/.*");
    private static final String AT_LEAST_VERSION = "at_least_version";
    private static final String PREFER = "Prefer";

    public static CallKind of(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        boolean isWait =
                isWebSocket(request)
                        || STREAMS.matcher(request.getPath().value()).matches()
                        || request.getQueryParams().containsKey(AT_LEAST_VERSION)
                        || prefersToWait(request.getHeaders())
                        || (SAFE.contains(request.getMethod())
                                && wantsEvents(request.getHeaders()));
        return isWait ? WAIT : SHORT;
    }

    /** Some clients offer another upgrade, of HTTP itself, with every call. */
    public static boolean isWebSocket(ServerHttpRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeaders().getUpgrade());
    }

    private static boolean prefersToWait(HttpHeaders headers) {
        return headers.getOrDefault(PREFER, List.of()).stream()
                .anyMatch(preference -> WAITING.matcher(preference).matches());
    }

    /** A browser's {@code *}{@code /*} is no wish for a stream. */
    private static boolean wantsEvents(HttpHeaders headers) {
        try {
            return headers.getAccept().stream()
                    .anyMatch(type -> type.equalsTypeAndSubtype(MediaType.TEXT_EVENT_STREAM));
        } catch (InvalidMediaTypeException _) {
            return false;
        }
    }
}
