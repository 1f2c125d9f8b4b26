package dev.mcsync.notifier.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.access.Role;
import dev.mcsync.contracts.json.WireNames;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Refuses every request, known path or not, that brings no internal or admin token, or that the
 * gateway does not pass on for the panel where a person's wish is taken. The health probes are
 * open: who calls them has no token, and they tell no secret.
 */
public final class AccessFilter implements WebFilter, Ordered {

    private static final String HEALTH = "/actuator/health";

    private static final PathPattern RESEND =
            PathPatternParser.defaultInstance.parse("/api/dashboard/deliveries/**");

    private final AccessTokens tokens;

    public AccessFilter(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (isHealth(exchange.getRequest().getPath().value())) {
            return chain.filter(exchange);
        }
        Optional<Role> role =
                tokens.roleOf(exchange.getRequest().getHeaders().getFirst(AccessTokens.HEADER));
        if (role.isEmpty()) {
            return refuse(exchange.getResponse(), HttpStatus.UNAUTHORIZED);
        }
        boolean isAllowed =
                speaksFor(role.get(), exchange.getRequest().getHeaders())
                        .filter(caller -> caller == Role.ADMIN || caller == opens(exchange))
                        .isPresent();
        return isAllowed
                ? chain.filter(exchange)
                : refuse(exchange.getResponse(), HttpStatus.FORBIDDEN);
    }

    /** Sending again is a person's wish; all else here is for who watches the service. */
    private static Role opens(ServerWebExchange exchange) {
        return RESEND.matches(exchange.getRequest().getPath().pathWithinApplication())
                ? Role.PANEL
                : Role.INTERNAL;
    }

    /** The gateway says for whom it calls; anyone else only speaks for himself. */
    private static Optional<Role> speaksFor(Role presented, HttpHeaders headers) {
        String named = headers.getFirst(AccessTokens.ROLE_HEADER);
        return named == null || (presented != Role.INTERNAL && presented != Role.ADMIN)
                ? Optional.of(presented)
                : WireNames.find(Role.class, named);
    }

    private static boolean isHealth(String path) {
        return path.equals(HEALTH)
                || path.equals(HEALTH + "/liveness")
                || path.equals(HEALTH + "/readiness");
    }

    private static Mono<Void> refuse(ServerHttpResponse response, HttpStatus status) {
        byte[] problem =
                "{\"title\":\"%s\",\"status\":%d}"
                        .formatted(status.getReasonPhrase(), status.value())
                        .getBytes(UTF_8);
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(problem)));
    }
}
