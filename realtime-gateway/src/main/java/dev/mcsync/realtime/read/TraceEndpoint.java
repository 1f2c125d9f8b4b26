package dev.mcsync.realtime.read;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.realtime.http.PacedAnswer;
import dev.mcsync.realtime.http.Parameters;
import dev.mcsync.realtime.log.LogArchive;
import dev.mcsync.realtime.log.Trail;
import dev.mcsync.realtime.log.Trail.Footprint;
import dev.mcsync.realtime.log.Trail.Times;
import dev.mcsync.realtime.session.PushTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Tells the way of each fact of a task: what the ledger keeps, what the log tells at the places
 * that the ledger names, and when this instance pushed it. Without the log the rest is told all the
 * same.
 */
final class TraceEndpoint {

    private static final Logger log = LoggerFactory.getLogger(TraceEndpoint.class);

    private static final int DEFAULT_LIMIT = 50;

    /** A few traces may wait for one another. */
    private static final Duration LOG_WITHIN = Duration.ofSeconds(4);

    private static final Trail NOTHING = new Trail(Map.of(), false);

    private final FactReader ledger;
    private final LogArchive archive;
    private final PushTimes pushTimes;
    private final @Nullable String link;

    /**
     * @param link to a trace of OpenTelemetry, for people; null for none
     */
    TraceEndpoint(
            FactReader ledger, LogArchive archive, PushTimes pushTimes, @Nullable String link) {
        this.ledger = ledger;
        this.archive = archive;
        this.pushTimes = pushTimes;
        this.link = link;
    }

    RouterFunction<ServerResponse> routes() {
        return route(GET("/api/dashboard/tasks/{task_id}/trace"), this::trace);
    }

    private Mono<ServerResponse> trace(ServerRequest request) {
        String taskId = request.pathVariable("task_id");
        Parameters parameters = Parameters.of(request);
        Optional<String> before = parameters.id("before");
        long limit = parameters.integer("limit", 1, FactReader.MAX_PAGE, DEFAULT_LIMIT);
        return parameters
                .finish(() -> ledger.factsOf(taskId, before, limit))
                .flatMap(facts ->
                        Mono.zip(commitTimes(facts), trail(taskId, facts))
                                .map(told -> answer(taskId, facts, told.getT1(), told.getT2())))
                .flatMap(PacedAnswer::ok);
    }

    private Mono<Map<String, Instant>> commitTimes(List<Fact> facts) {
        return ledger.commitTimes(
                facts.stream().map(Fact::eventId).filter(Objects::nonNull).toList());
    }

    private Mono<Trail> trail(String taskId, List<Fact> facts) {
        List<Footprint> footprints =
                facts.stream().map(Trace::footprintOf).filter(Objects::nonNull).toList();
        return footprints.isEmpty()
                ? Mono.just(new Trail(Map.of(), true))
                : Mono.fromFuture(() -> archive.trail(taskId, footprints), true)
                        .timeout(LOG_WITHIN)
                        .doOnError(e -> log.warn("The log does not tell a trace: {}", e.toString()))
                        .onErrorReturn(NOTHING);
    }

    private ObjectWriter answer(
            String taskId, List<Fact> facts, Map<String, Instant> commitTimes, Trail trail) {
        List<Trace> traces =
                facts.stream()
                        .map(fact ->
                                new Trace(
                                        fact,
                                        trail.times().getOrDefault(key(fact), Times.UNKNOWN),
                                        commitTimes.get(key(fact)),
                                        pushedAt(taskId, fact)))
                        .toList();
        return new ObjectWriter()
                .objects("events", traces)
                .text("trace_link", link)
                .texts("incomplete", trail.complete() ? List.of() : List.of("log"));
    }

    /** Only what changed the task is in a state that can be pushed. */
    private @Nullable Instant pushedAt(String taskId, Fact fact) {
        Long version = fact.effect().version();
        return version != null && fact.isApplied()
                ? pushTimes.find(taskId, version).orElse(null)
                : null;
    }

    private static String key(Fact fact) {
        return Objects.requireNonNullElse(fact.eventId(), "");
    }
}
