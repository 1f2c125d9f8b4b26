package dev.mcsync.realtime.read;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.realtime.http.JsonPieces;
import dev.mcsync.realtime.http.PacedAnswer;
import dev.mcsync.realtime.http.Parameters;
import java.util.Optional;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The tasks that have left the board, the last finished first, in pages. */
final class ArchiveEndpoint {

    private static final long DEFAULT_PAGE = 50;

    private final ArchiveReader archive;

    ArchiveEndpoint(ArchiveReader archive) {
        this.archive = archive;
    }

    RouterFunction<ServerResponse> routes() {
        return route(GET("/api/dashboard/archive"), this::page);
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        Parameters parameters = Parameters.of(request);
        TaskFilter filter = TaskFilter.of(parameters, ArchiveReader.MAX_PAGE, DEFAULT_PAGE);
        Optional<ArchivePlace> before =
                parameters.parsed(
                        "before", ArchivePlace::find, "the next of the page before this one");
        return parameters
                .finish(() -> archive.page(filter, before))
                .flatMap(page ->
                        PacedAnswer.ok(
                                JsonPieces.of(
                                                new ObjectWriter()
                                                        .text(
                                                                "next",
                                                                page.next()
                                                                        .map(ArchivePlace::text)
                                                                        .orElse(null)))
                                        .list(
                                                "tasks",
                                                page.tasks(),
                                                BoardEndpoints::writeWithoutPayload)));
    }
}
