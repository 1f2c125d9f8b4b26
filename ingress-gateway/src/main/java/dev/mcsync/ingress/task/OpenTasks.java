package dev.mcsync.ingress.task;

import dev.mcsync.ingress.http.GatewayProblems;
import dev.mcsync.ingress.readside.ReadSide;
import dev.mcsync.service.access.Caller;
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

    /** Creates where the caller may, else answers why not. */
    Mono<ServerResponse> within(Caller caller, Supplier<Mono<ServerResponse>> create) {
        Integer most = caller.limits().openTasks();
        return most == null
                ? create.get()
                : Mono.usingWhen(
                        Mono.fromSupplier(() -> enter(caller.tokenId())),
                        before ->
                                readSide.countOpenTasks(caller.tokenId())
                                        .timeout(LOOK_TIME, Mono.empty())
                                        .defaultIfEmpty(0L)
                                        .flatMap(open ->
                                                open + before < most
                                                        ? create.get()
                                                        : tooMany(most)),
                        _ -> Mono.fromRunnable(() -> leave(caller.tokenId())));
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
