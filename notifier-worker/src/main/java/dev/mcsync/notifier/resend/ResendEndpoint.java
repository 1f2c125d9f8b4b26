package dev.mcsync.notifier.resend;

import static org.springframework.web.reactive.function.server.RequestPredicates.POST;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.IdSyntax;
import dev.mcsync.notifier.ledger.DeliveryLedger;
import dev.mcsync.notifier.ledger.Resent;
import dev.mcsync.service.call.JsonAnswer;
import dev.mcsync.service.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code POST /api/dashboard/deliveries/{event_id}/retry}: a dead delivery waits again. */
final class ResendEndpoint {

    private static final Logger log = LoggerFactory.getLogger(ResendEndpoint.class);

    private final DeliveryLedger ledger;
    private final String channel;
    private final Runnable ring;

    /**
     * @param ring called when something new is waiting
     */
    ResendEndpoint(DeliveryLedger ledger, String channel, Runnable ring) {
        this.ledger = ledger;
        this.channel = channel;
        this.ring = ring;
    }

    RouterFunction<ServerResponse> routes() {
        return route(POST("/api/dashboard/deliveries/{event_id}/retry"), this::retry);
    }

    private Mono<ServerResponse> retry(ServerRequest request) {
        String eventId = request.pathVariable("event_id");
        return IdSyntax.isValid(eventId)
                ? ledger.sendAgain(channel, new EventId(eventId))
                        .flatMap(resent -> answer(eventId, resent))
                        .onErrorResume(failure -> outOfReach(eventId, failure))
                : answer(eventId, Resent.UNKNOWN);
    }

    private Mono<ServerResponse> answer(String eventId, Resent resent) {
        return switch (resent) {
            case WAITING -> {
                ring.run();
                yield JsonAnswer.of(
                        HttpStatus.ACCEPTED,
                        out -> out.text("event_id", eventId).text("state", "waiting"));
            }
            case NOT_DEAD ->
                    Problem.plain(
                                    HttpStatus.CONFLICT,
                                    "Only a delivery that was given up can be sent again")
                            .response();
            case UNKNOWN ->
                    Problem.plain(HttpStatus.NOT_FOUND, "Discord was to be told of no such event")
                            .response();
        };
    }

    private static Mono<ServerResponse> outOfReach(String eventId, Throwable failure) {
        log.warn("Cannot let {} be sent again: {}", eventId, failure.toString());
        return Problem.plain(
                        HttpStatus.SERVICE_UNAVAILABLE, "The ledger of deliveries is out of reach")
                .response();
    }
}
