package dev.mcsync.realtime.access;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Who is calling, and how many calls each has open. */
public final class Callers {

    private static final String ATTRIBUTE = Callers.class.getName();

    private final ConcurrentMap<String, Integer> open = new ConcurrentHashMap<>();
    private final int most;

    /**
     * @param most calls that one caller may have open at once
     */
    Callers(int most) {
        this.most = most;
    }

    /**
     * The id of the token that the call came with, which is no secret; empty on calls that are open
     * to everybody.
     */
    public static String of(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(ATTRIBUTE, "");
    }

    static void remember(ServerWebExchange exchange, String tokenId) {
        exchange.getAttributes().put(ATTRIBUTE, tokenId);
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
}
