package dev.mcsync.realtime.read;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.json.Writable;
import dev.mcsync.realtime.http.JsonPieces;
import dev.mcsync.realtime.http.PacedAnswer;
import dev.mcsync.realtime.http.Parameters;
import dev.mcsync.realtime.log.GroupLag;
import dev.mcsync.realtime.log.GroupLag.PartitionLag;
import dev.mcsync.realtime.log.LogArchive;
import dev.mcsync.realtime.log.RejectedTail;
import dev.mcsync.realtime.log.RejectedTail.Rejected;
import dev.mcsync.service.problem.ProblemException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How the system itself is doing. Each part is read at most once in a while, however many ask, and
 * on its own: one that cannot be told keeps no other back.
 */
final class UpkeepEndpoints {

    private static final Logger log = LoggerFactory.getLogger(UpkeepEndpoints.class);

    private static final Duration KEPT_FOR = Duration.ofSeconds(2);
    private static final Duration REJECTED_KEPT_FOR = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(4);

    /**
     * @param writer nothing when the part cannot be told at the moment
     */
    private record Part(String name, List<Consumer<ObjectWriter>> writer) {

        boolean isKnown() {
            return !writer.isEmpty();
        }
    }

    private final UpkeepReads reads;
    private final InstantSource clock;
    private final List<Mono<Part>> parts;

    UpkeepEndpoints(UpkeepReads reads, GroupLag lag, LogArchive archive, InstantSource clock) {
        this.reads = reads;
        this.clock = clock;
        this.parts =
                List.of(
                        object("flow", Mono.defer(reads::flow)),
                        part(
                                "lag",
                                Mono.fromFuture(lag::now, true),
                                KEPT_FOR,
                                (out, lags) -> out.objects("lag", lags, UpkeepEndpoints::writeLag)),
                        object("done", Mono.defer(reads::done)),
                        object("deadlines", Mono.defer(reads::deadlines)),
                        object("discord", Mono.defer(reads::discord)),
                        objects("jobs", Mono.defer(reads::jobs)),
                        objects("reconcile", Mono.defer(reads::checks)),
                        part(
                                "rejected",
                                Mono.fromFuture(archive::rejected, true),
                                REJECTED_KEPT_FOR,
                                (out, tail) ->
                                        out.object(
                                                "rejected", tail, UpkeepEndpoints::writeRejected)));
    }

    RouterFunction<ServerResponse> routes() {
        return route(GET("/api/dashboard/health"), this::health)
                .andRoute(GET("/api/dashboard/agents/stats"), this::stats);
    }

    private Mono<ServerResponse> health(ServerRequest request) {
        Parameters.of(request).finish(() -> true);
        return Flux.mergeSequential(parts).collectList().flatMap(this::answer);
    }

    private Mono<ServerResponse> stats(ServerRequest request) {
        Parameters.of(request).finish(() -> true);
        return reads.done()
                .flatMap(done ->
                        reads.agentFigures(done)
                                .flatMap(figures ->
                                        PacedAnswer.ok(
                                                JsonPieces.of(
                                                                new ObjectWriter()
                                                                        .text(
                                                                                "done_since",
                                                                                done.since()))
                                                        .list(
                                                                "stats",
                                                                figures,
                                                                (out, each) -> each.write(out)))));
    }

    private Mono<ServerResponse> answer(List<Part> told) {
        if (told.stream().noneMatch(Part::isKnown)) {
            return Mono.error(ProblemException.notYet("Neither the log nor the database answers"));
        }
        ObjectWriter out =
                new ObjectWriter().text("as_of", clock.instant().truncatedTo(ChronoUnit.MILLIS));
        told.forEach(part -> part.writer().forEach(writer -> writer.accept(out)));
        List<String> unavailable =
                told.stream()
                        .filter(part -> !part.isKnown())
                        .map(Part::name)
                        .collect(Collectors.toCollection(ArrayList::new));
        return PacedAnswer.ok(out.texts("unavailable", unavailable));
    }

    private static Mono<Part> object(String name, Mono<? extends Writable> reading) {
        return part(name, reading, KEPT_FOR, (out, value) -> out.object(name, value));
    }

    private static <T extends Writable> Mono<Part> objects(String name, Mono<List<T>> reading) {
        return part(name, reading, KEPT_FOR, (out, values) -> out.objects(name, values));
    }

    private static <T> Mono<Part> part(
            String name, Mono<T> reading, Duration keptFor, BiConsumer<ObjectWriter, T> writer) {
        return reading.timeout(ANSWER_WITHIN)
                .map(value -> new Part(name, List.of(out -> writer.accept(out, value))))
                .doOnError(e -> log.warn("Cannot tell the {}: {}", name, e.toString()))
                .onErrorReturn(new Part(name, List.of()))
                .cache(keptFor);
    }

    private static void writeLag(ObjectWriter out, PartitionLag lag) {
        out.text("group", lag.group())
                .text("topic", lag.topic())
                .number("partition", lag.partition())
                .number("lag", lag.lag());
    }

    private static void writeRejected(ObjectWriter out, RejectedTail tail) {
        out.number("total", tail.total())
                .objects("newest", tail.newest(), UpkeepEndpoints::writeOneRejected);
    }

    private static void writeOneRejected(ObjectWriter out, Rejected rejected) {
        out.text("at", rejected.at())
                .text("reason", rejected.reason())
                .text("detail", rejected.detail())
                .text("topic", rejected.topic())
                .number("partition", rejected.partition())
                .number("offset", rejected.offset());
    }
}
