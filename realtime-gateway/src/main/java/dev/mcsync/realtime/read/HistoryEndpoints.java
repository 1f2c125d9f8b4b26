package dev.mcsync.realtime.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.IdSyntax;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.json.WireName;
import dev.mcsync.realtime.http.PacedAnswer;
import dev.mcsync.realtime.http.Parameters;
import dev.mcsync.service.problem.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What is answered from PostgreSQL. */
final class HistoryEndpoints {

    private static final int DEFAULT_ACTIVITY = 50;

    private enum IncidentState implements WireName {
        OPEN,
        RESOLVED;

        @Override
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final FactReader ledger;
    private final HistoryReader history;

    HistoryEndpoints(FactReader ledger, HistoryReader history) {
        this.ledger = ledger;
        this.history = history;
    }

    RouterFunction<ServerResponse> routes() {
        return route(GET("/api/dashboard/tasks/{task_id}/events"), this::factsOfTask)
                .andRoute(GET("/api/dashboard/activity"), this::activity)
                .andRoute(GET("/api/dashboard/incidents"), this::incidents)
                .andRoute(GET("/api/dashboard/events/{event_id}"), this::outcome);
    }

    private Mono<ServerResponse> factsOfTask(ServerRequest request) {
        String taskId = request.pathVariable("task_id");
        Parameters parameters = Parameters.of(request);
        Optional<String> before = parameters.id("before");
        long limit = parameters.integer("limit", 1, FactReader.MAX_PAGE, FactReader.MAX_PAGE);
        return parameters
                .finish(() -> ledger.factsOf(taskId, before, limit))
                .flatMap(HistoryEndpoints::answerFacts);
    }

    private Mono<ServerResponse> activity(ServerRequest request) {
        Parameters parameters = Parameters.of(request);
        Optional<String> before = parameters.id("before");
        long limit = parameters.integer("limit", 1, FactReader.MAX_PAGE, DEFAULT_ACTIVITY);
        return parameters
                .finish(() -> ledger.latestFacts(before, limit))
                .flatMap(HistoryEndpoints::answerFacts);
    }

    private Mono<ServerResponse> incidents(ServerRequest request) {
        Parameters parameters = Parameters.of(request);
        IncidentState state =
                parameters.choice("state", IncidentState.class).orElse(IncidentState.OPEN);
        long before = parameters.integer("before", 1, Long.MAX_VALUE, 0);
        int limit = (int) parameters.integer("limit", 1, FactReader.MAX_PAGE, FactReader.MAX_PAGE);
        Mono<List<Incident>> found =
                parameters.finish(() ->
                        switch (state) {
                            case OPEN -> history.openIncidents(before, limit);
                            case RESOLVED -> history.resolvedIncidents(before, limit);
                        });
        return found.flatMap(
                incidents -> PacedAnswer.ok(new ObjectWriter().objects("incidents", incidents)));
    }

    private Mono<ServerResponse> outcome(ServerRequest request) {
        Parameters.of(request).finish(() -> true);
        String eventId = request.pathVariable("event_id");
        Mono<TakenEvent> taken =
                IdSyntax.isValid(eventId) ? history.outcomeOf(eventId) : Mono.empty();
        return taken.flatMap(HistoryEndpoints::answer)
                .switchIfEmpty(
                        Mono.error(() -> ProblemException.notFound("There is no such event")));
    }

    /** The hash lets whoever sent the event tell whether it is his that was taken. */
    private static Mono<ServerResponse> answer(TakenEvent taken) {
        String outcome = taken.outcome();
        ServerResponse.BodyBuilder answer =
                (outcome == null
                                ? ServerResponse.status(HttpStatus.NO_CONTENT)
                                : ServerResponse.ok())
                        .header(WireCodec.HASH_HEADER, taken.payloadHash())
                        .cacheControl(CacheControl.noStore());
        return outcome == null
                ? answer.build()
                : answer.contentType(MediaType.APPLICATION_JSON).bodyValue(outcome.getBytes(UTF_8));
    }

    private static Mono<ServerResponse> answerFacts(List<Fact> facts) {
        return PacedAnswer.ok(new ObjectWriter().objects("events", facts));
    }
}
