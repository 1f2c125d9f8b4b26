package dev.mcsync.processor.audit;

import dev.mcsync.service.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** GET /api/dashboard/board?at=… : the board as it stood then. */
final class PastBoardEndpoint {

    /** Each question reads much; a third one is asked to come again. */
    private static final int MOST_AT_ONCE = 2;

    private final PastBoard past;
    private final InstantSource clock;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);

    PastBoardEndpoint(PastBoard past, InstantSource clock) {
        this.past = past;
        this.clock = clock;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route().GET("/api/dashboard/board", this::board).build();
    }

    private Mono<ServerResponse> board(ServerRequest request) {
        Optional<Instant> at = request.queryParam("at").flatMap(PastBoardEndpoint::moment);
        if (at.isEmpty()) {
            return problem(
                    HttpStatus.BAD_REQUEST,
                    "Expected at to be a time such as 2026-11-22T10:00:00Z.");
        }
        if (at.get().isAfter(clock.instant())) {
            return problem(HttpStatus.BAD_REQUEST, "Expected at to be in the past.");
        }
        if (!room.tryAcquire()) {
            return problem(
                    HttpStatus.TOO_MANY_REQUESTS, "Others are looking at the past; try again.");
        }
        return Mono.fromCallable(() -> past.at(at.get()).json())
                .subscribeOn(Schedulers.boundedElastic())
                .doFinally(_ -> room.release())
                .flatMap(json ->
                        ServerResponse.ok()
                                .contentType(MediaType.APPLICATION_JSON)
                                .header("Cache-Control", "no-store")
                                .bodyValue(json))
                .onErrorResume(
                        AuditFailedException.class,
                        _ ->
                                problem(
                                        HttpStatus.SERVICE_UNAVAILABLE,
                                        "That moment cannot be reckoned now; try again, or one nearer to now."));
    }

    /**
     * Beyond what the database can hold there is no past. A plus that was not encoded comes as a
     * blank, of which a time has none.
     */
    static Optional<Instant> moment(String text) {
        try {
            OffsetDateTime moment = OffsetDateTime.parse(text.replace(' ', '+'));
            return moment.getYear() < 1 || moment.getYear() > 9999
                    ? Optional.empty()
                    : Optional.of(moment.toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Mono<ServerResponse> problem(HttpStatus status, String detail) {
        return Problem.plain(status, detail).response();
    }
}
