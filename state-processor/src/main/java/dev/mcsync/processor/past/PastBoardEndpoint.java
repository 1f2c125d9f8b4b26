package dev.mcsync.processor.past;

import dev.mcsync.processor.audit.AuditFailedException;
import dev.mcsync.processor.audit.Board;
import dev.mcsync.service.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
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

    private final Function<Instant, Board> past;
    private final InstantSource clock;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);

    /**
     * @param past reckons the board of a moment; may take half a minute
     */
    PastBoardEndpoint(Function<Instant, Board> past, InstantSource clock) {
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
        return Mono.defer(() -> room.tryAcquire() ? reckoned(at.get()) : noRoom());
    }

    /** A client that leaves does not end the statement, and so makes no room either. */
    private Mono<ServerResponse> reckoned(Instant at) {
        return Mono.fromFuture(
                        Mono.fromCallable(() -> past.apply(at).json())
                                .subscribeOn(Schedulers.boundedElastic())
                                .doFinally(_ -> room.release())
                                .toFuture(),
                        true)
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

    private static Mono<ServerResponse> noRoom() {
        return problem(HttpStatus.TOO_MANY_REQUESTS, "Others are looking at the past; try again.");
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
