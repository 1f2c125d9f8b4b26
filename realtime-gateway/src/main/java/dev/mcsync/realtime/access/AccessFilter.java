package dev.mcsync.realtime.access;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.access.AccessTokens.Holder;
import dev.mcsync.contracts.access.Role;
import dev.mcsync.contracts.json.WireNames;
import dev.mcsync.realtime.RealtimeSettings;
import dev.mcsync.realtime.access.RouteAccess.Rule;
import dev.mcsync.realtime.http.Refusal;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Lets a call through or refuses it, before anything else looks at it. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class AccessFilter implements WebFilter {

    private final AccessTokens tokens;
    private final Callers callers;

    AccessFilter(RealtimeSettings settings) {
        this.tokens = settings.accessTokens();
        this.callers = new Callers(settings.maxCallsPerToken());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Rule rule =
                RouteAccess.ruleFor(
                        exchange.getRequest().getMethod(),
                        matchedPath(exchange.getRequest().getPath().pathWithinApplication()));
        if (rule.isOpen()) {
            return chain.filter(exchange);
        }
        HttpHeaders headers = exchange.getRequest().getHeaders();
        Optional<Holder> presented = tokens.holderOf(headers.getFirst(AccessTokens.HEADER));
        if (presented.isEmpty()) {
            return Mono.error(Refusal.unauthorized());
        }
        Holder holder = presented.get();
        if (speaksFor(holder.role(), headers).filter(rule::allows).isEmpty()) {
            return Mono.error(Refusal.forbidden());
        }
        boolean vouchesForOthers = maySpeakForOthers(holder.role());
        String named = headers.getFirst(AccessTokens.CALLER_HEADER);
        Callers.remember(exchange, vouchesForOthers && named != null ? named : holder.tokenId());
        return vouchesForOthers
                ? chain.filter(exchange)
                : callers.counted(
                        holder.tokenId(), chain.filter(exchange), Mono.error(Refusal.tooMany()));
    }

    /**
     * The path as the router sees it: decoded, and without matrix parameters. Otherwise {@code
     * /%61pi/…} would be no API here and one there.
     */
    private static String matchedPath(PathContainer path) {
        StringBuilder matched = new StringBuilder();
        for (PathContainer.Element element : path.elements()) {
            matched.append(
                    element instanceof PathContainer.PathSegment segment
                            ? segment.valueToMatch()
                            : element.value());
        }
        return matched.toString();
    }

    private static boolean maySpeakForOthers(Role presented) {
        return presented == Role.INTERNAL || presented == Role.ADMIN;
    }

    /** The gateway says for whom it calls; anyone else only speaks for himself. */
    private static Optional<Role> speaksFor(Role presented, HttpHeaders headers) {
        String named = headers.getFirst(AccessTokens.ROLE_HEADER);
        if (named == null || !maySpeakForOthers(presented)) {
            return Optional.of(presented);
        }
        return WireNames.find(Role.class, named);
    }
}
