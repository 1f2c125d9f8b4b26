package dev.mcsync.realtime.read;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.json.WireName;
import dev.mcsync.realtime.http.PacedAnswer;
import dev.mcsync.realtime.http.Parameters;
import dev.mcsync.realtime.read.FactTimesReader.FactTimes;
import dev.mcsync.service.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * When the facts of tasks were applied, for whoever travels through the past: how many in each part
 * of a span, and which moment the one before or after has.
 */
final class FactTimesEndpoint {

    private static final int MAX_BUCKETS = 500;
    private static final int DEFAULT_BUCKETS = 120;
    private static final Duration DEFAULT_SPAN = Duration.ofDays(1);

    private enum Direction implements WireName {
        BEFORE,
        AFTER;

        @Override
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final FactTimesReader facts;
    private final InstantSource clock;

    FactTimesEndpoint(FactTimesReader facts, InstantSource clock) {
        this.facts = facts;
        this.clock = clock;
    }

    RouterFunction<ServerResponse> routes() {
        return route(GET("/api/dashboard/facts"), this::counts)
                .andRoute(GET("/api/dashboard/facts/neighbour"), this::neighbour);
    }

    private Mono<ServerResponse> counts(ServerRequest request) {
        Parameters parameters = Parameters.of(request);
        Optional<Instant> from = parameters.moment("from");
        Instant to = parameters.moment("to").orElseGet(this::now);
        int buckets = (int) parameters.integer("buckets", 1, MAX_BUCKETS, DEFAULT_BUCKETS);
        return parameters
                .finish(() -> facts.within(span(from.orElse(to.minus(DEFAULT_SPAN)), to, buckets)))
                .flatMap(FactTimesEndpoint::answer);
    }

    private static Span span(Instant from, Instant to, int buckets) {
        if (!Span.isSpan(from, to)) {
            throw ProblemException.badParameters(
                    List.of(
                            new FieldError(
                                    "/from",
                                    "expected a time before to, at most %d days"
                                            .formatted(Span.MAX_LENGTH.toDays()))));
        }
        return new Span(from, to, buckets);
    }

    private static Mono<ServerResponse> answer(FactTimes times) {
        return PacedAnswer.ok(
                new ObjectWriter()
                        .text("from", times.span().from())
                        .text("to", times.span().to())
                        .text("earliest", times.earliest().orElse(null))
                        .objects("buckets", times.counts()));
    }

    /**
     * Moments here are whole milliseconds, as the panel's are, and that of a fact is the first by
     * which it had been applied: the board of that moment has it.
     */
    private Mono<ServerResponse> neighbour(ServerRequest request) {
        Parameters parameters = Parameters.of(request);
        Instant of = parameters.moment("of").orElseGet(this::now);
        Direction direction =
                parameters.choice("direction", Direction.class).orElse(Direction.BEFORE);
        Mono<Optional<Instant>> found =
                parameters.finish(() ->
                        switch (direction) {
                            case BEFORE -> facts.lastUpTo(wholeMillis(of).minusMillis(1));
                            case AFTER -> facts.firstAfter(of.truncatedTo(ChronoUnit.MILLIS));
                        });
        return found.flatMap(at ->
                PacedAnswer.ok(
                        new ObjectWriter()
                                .text("at", at.map(FactTimesEndpoint::wholeMillis).orElse(null))));
    }

    private static Instant wholeMillis(Instant moment) {
        Instant down = moment.truncatedTo(ChronoUnit.MILLIS);
        return down.equals(moment) ? down : down.plusMillis(1);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
