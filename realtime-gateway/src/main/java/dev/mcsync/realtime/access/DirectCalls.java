package dev.mcsync.realtime.access;

import dev.mcsync.realtime.RealtimeSettings;
import dev.mcsync.service.access.Caller;
import dev.mcsync.service.problem.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Counts how many calls each token has open that does not come through the gateway, which has
 * limits of its own.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class DirectCalls implements WebFilter {

    private final ConcurrentMap<String, Integer> open = new ConcurrentHashMap<>();
    private final int most;

    @Autowired
    DirectCalls(RealtimeSettings settings) {
        this(settings.maxCallsPerToken());
    }

    /**
     * @param most calls that one caller may have open at once
     */
    DirectCalls(int most) {
        this.most = most;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Optional<Caller> direct = Caller.find(exchange).filter(caller -> !caller.isTrusted());
        return direct.isEmpty()
                ? chain.filter(exchange)
                : counted(
                        direct.get().tokenId(),
                        chain.filter(exchange),
                        Mono.defer(() -> tooMany().writeTo(exchange.getResponse())));
    }

    /** Counts the call while it lasts, or gives {@code refusal} where there are enough. */
    Mono<Void> counted(String tokenId, Mono<Void> call, Mono<Void> refusal) {
        return Mono.using(
                () -> enter(tokenId),
                isIn -> isIn ? call : refusal,
                isIn -> {
                    if (isIn) {
                        leave(tokenId);
                    }
                });
    }

    private boolean enter(String tokenId) {
        boolean isIn = open.merge(tokenId, 1, Integer::sum) <= most;
        if (!isIn) {
            leave(tokenId);
        }
        return isIn;
    }

    private void leave(String tokenId) {
        open.computeIfPresent(tokenId, (_, count) -> count == 1 ? null : count - 1);
    }

    private static Problem tooMany() {
        return Problem.plain(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "This token has too many calls open. Let some end, or read their answers")
                .retryAfter(Duration.ofSeconds(1));
    }
}
