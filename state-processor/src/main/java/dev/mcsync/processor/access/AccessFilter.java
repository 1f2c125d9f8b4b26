package dev.mcsync.processor.access;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.access.Role;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Denies every call but the health checks to whoever has no internal or admin token. */
public final class AccessFilter implements WebFilter {

    private static final Set<Role> ALLOWED = Set.of(Role.INTERNAL, Role.ADMIN);

    private final AccessTokens tokens;

    public AccessFilter(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (exchange.getRequest().getPath().value().startsWith("/actuator/health")) {
            return chain.filter(exchange);
        }
        Optional<Role> role =
                tokens.roleOf(exchange.getRequest().getHeaders().getFirst(AccessTokens.HEADER));
        if (role.isEmpty()) {
            return deny(exchange.getResponse(), HttpStatus.UNAUTHORIZED);
        }
        return ALLOWED.contains(role.get())
                ? chain.filter(exchange)
                : deny(exchange.getResponse(), HttpStatus.FORBIDDEN);
    }

    static Mono<Void> deny(ServerHttpResponse response, HttpStatus status) {
        byte[] problem =
                "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d}"
                        .formatted(status.getReasonPhrase(), status.value())
                        .getBytes(StandardCharsets.UTF_8);
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(problem)));
    }
}
