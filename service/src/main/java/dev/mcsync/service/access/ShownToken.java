package dev.mcsync.service.access;

import dev.mcsync.contracts.access.AccessTokens;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The token that a caller shows. For the metrics it may be a bearer's too, since a PodMonitor can
 * name no other header. For nothing else: a proxy that signs people in sends a bearer's token of
 * its own, which would be taken for a wrong one of ours.
 */
public final class ShownToken {

    private static final String SCHEME = "Bearer ";

    private ShownToken() {}

    /** Empty where none is shown. */
    public static Optional<String> in(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        Optional<String> own = Optional.ofNullable(headers.getFirst(AccessTokens.HEADER));
        return own.isPresent() || !asksForMetrics(request) ? own : bearers(headers);
    }

    private static Optional<String> bearers(HttpHeaders headers) {
        return Optional.ofNullable(headers.getFirst(HttpHeaders.AUTHORIZATION))
                .filter(shown -> shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(shown -> shown.substring(SCHEME.length()).strip());
    }

    private static boolean asksForMetrics(ServerHttpRequest request) {
        return request.getPath().pathWithinApplication().value().equals(AccessTable.METRICS);
    }
}
