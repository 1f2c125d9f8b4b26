package dev.mcsync.processor.reconcile;

import dev.mcsync.contracts.json.ObjectWriter;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** POST /api/internal/reconcile-agents. */
final class ReconcileEndpoint {

    private final ReconcileJob job;

    ReconcileEndpoint(ReconcileJob job) {
        this.job = job;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .POST("/api/internal/reconcile-agents", _ -> reconcile())
                .build();
    }

    /** The run blocks, so it has a thread of its own; a client that leaves does not stop it. */
    private Mono<ServerResponse> reconcile() {
        return Mono.fromFuture(
                        () ->
                                Mono.fromCallable(job::run)
                                        .subscribeOn(Schedulers.boundedElastic())
                                        .toFuture(),
                        true)
                .flatMap(report ->
                        report.map(ReconcileEndpoint::done).orElseGet(ReconcileEndpoint::underWay));
    }

    private static Mono<ServerResponse> done(ReconcileReport report) {
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(report.writeTo(new ObjectWriter().flag("ok", true)).finish());
    }

    private static Mono<ServerResponse> underWay() {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.CONFLICT, "Another reconcile run is under way.");
        problem.setTitle("Already running");
        return ServerResponse.status(HttpStatus.CONFLICT)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyValue(problem);
    }
}
