package dev.mcsync.processor.reconcile;

import dev.mcsync.service.call.JsonAnswer;
import dev.mcsync.service.problem.Problem;
import org.springframework.http.HttpStatus;
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
        return JsonAnswer.of(HttpStatus.OK, out -> report.writeTo(out.flag("ok", true)));
    }

    private static Mono<ServerResponse> underWay() {
        return Problem.plain(HttpStatus.CONFLICT, "Another reconcile run is under way.").response();
    }
}
