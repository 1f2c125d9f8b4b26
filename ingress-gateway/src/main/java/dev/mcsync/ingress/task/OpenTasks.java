package dev.mcsync.ingress.task;

import dev.mcsync.contracts.access.AccessTokens.Holder;
import dev.mcsync.ingress.http.GatewayProblems;
import dev.mcsync.ingress.readside.ReadSide;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * How many unfinished tasks a token may have created, where it has such a limit. What this gateway
 * is creating counts as created; between gateways, and for as long as the board takes to hear of a
 * task, a few more may come into being. While the read side is away nobody is held up.
 */
final class OpenTasks {

    private static final Duration LOOK_TIME = Duration.ofMillis(500);
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(10);

    private final ReadSide readSide;
    private final ConcurrentMap<String, Integer> underWay = new ConcurrentHashMap<>();

    OpenTasks(ReadSide readSide) {
        this.readSide = readSide;
    }

    /** Creates where the token may, else answers why not. */
    Mono<ServerResponse> within(Holder token, Supplier<Mono<ServerResponse>> create) {
        Integer most = token.limits().openTasks();
        return most == null
                ? create.get()
                : Mono.usingWhen(
                        Mono.fromSupplier(() -> enter(token.tokenId())),
                        before ->
                                readSide.countOpenTasks(token.tokenId())
                                        .timeout(LOOK_TIME, Mono.empty())
                                        .defaultIfEmpty(0L)
                                        .flatMap(open ->
                                                open + before < most
                                                        ? create.get()
                                                        : tooMany(most)),
                        _ -> Mono.fromRunnable(() -> leave(token.tokenId())));
    }

    /** How many were under way before. */
    private int enter(String tokenId) {
        return underWay.merge(tokenId, 1, Integer::sum) - 1;
    }

    private void leave(String tokenId) {
        underWay.computeIfPresent(tokenId, (_, count) -> count == 1 ? null : count - 1);
    }

    private static Mono<ServerResponse> tooMany(int most) {
        return GatewayProblems.tooMany(
                        "too_many_open_tasks",
                        "This token may have %d unfinished tasks, and has them.".formatted(most),
                        LOOK_AGAIN_AFTER)
                .response();
    }
}
