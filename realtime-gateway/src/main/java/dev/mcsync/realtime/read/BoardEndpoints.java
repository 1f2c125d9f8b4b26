package dev.mcsync.realtime.read;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.realtime.http.JsonPieces;
import dev.mcsync.realtime.http.PacedAnswer;
import dev.mcsync.realtime.http.Parameters;
import dev.mcsync.realtime.view.BoardView;
import dev.mcsync.realtime.view.BoardWatch;
import dev.mcsync.realtime.view.BoardWatch.Cause;
import dev.mcsync.realtime.view.Currency;
import dev.mcsync.service.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What is answered from the board in memory. */
final class BoardEndpoints {

    /** For {@code at_least_version}. */
    static final Duration VERSION_WITHIN = Duration.ofSeconds(5);

    private static final long MAX_TASKS = 1_000;
    private static final long DEFAULT_TASKS = 200;

    private final BoardView board;
    private final BoardWatch watch;
    private final Currency currency;
    private final ArchiveReader archive;

    BoardEndpoints(BoardView board, BoardWatch watch, Currency currency, ArchiveReader archive) {
        this.board = board;
        this.watch = watch;
        this.currency = currency;
        this.archive = archive;
    }

    RouterFunction<ServerResponse> routes() {
        return route(GET("/api/dashboard/board"), this::board)
                .andRoute(GET("/api/dashboard/tasks"), this::tasks)
                .andRoute(GET("/api/dashboard/tasks/{task_id}"), this::task)
                .andRoute(GET("/api/dashboard/agents"), this::agents)
                .andRoute(GET("/api/internal-view/agents/{agent_id}"), this::agent)
                .andRoute(GET("/api/internal-view/agents/{agent_id}/workload"), this::workload);
    }

    private Mono<ServerResponse> board(ServerRequest request) {
        Parameters.of(request).finish(() -> true);
        Instant asOf = requireCaughtUp();
        return PacedAnswer.ok(
                board.atOneMoment(() ->
                                new Picture(board.cursor().text(), board.tasks(), board.agents()))
                        .write(asOf));
    }

    private Mono<ServerResponse> tasks(ServerRequest request) {
        Parameters parameters = Parameters.of(request);
        TaskFilter wanted = TaskFilter.of(parameters, MAX_TASKS, DEFAULT_TASKS);
        TaskFilter filter = parameters.finish(() -> wanted);
        requireCaughtUp();
        List<TaskSnapshot> found =
                board.tasks().stream()
                        .filter(filter)
                        .sorted(
                                Comparator.comparing(TaskSnapshot::updatedAt)
                                        .reversed()
                                        .thenComparing(TaskSnapshot::taskId))
                        .limit(filter.limit())
                        .toList();
        return PacedAnswer.ok(
                JsonPieces.of(new ObjectWriter())
                        .list("tasks", found, BoardEndpoints::writeWithoutPayload));
    }

    private Mono<ServerResponse> task(ServerRequest request) {
        Parameters parameters = Parameters.of(request);
        long atLeast = parameters.integer("at_least_version", 1, Long.MAX_VALUE, 0);
        Duration wait = parameters.finish(() -> atLeast > 0 ? VERSION_WITHIN : Duration.ZERO);
        String id = request.pathVariable("task_id");
        requireCaughtUp();
        Mono<TaskSnapshot> found =
                wait.isZero()
                        ? Mono.justOrEmpty(board.findTask(id))
                        : watch.await(
                                new Cause.Task(id),
                                () -> board.findTask(id).filter(task -> task.version() >= atLeast),
                                wait);
        return found.switchIfEmpty(Mono.defer(() -> archived(id, atLeast)))
                .flatMap(task -> PacedAnswer.ok(WireCodec.encode(task)))
                .switchIfEmpty(Mono.error(() -> missing(id)));
    }

    /** Of a task that is on no board, the ledger's table tells. */
    private Mono<TaskSnapshot> archived(String id, long atLeast) {
        return board.findTask(id).isPresent()
                ? Mono.empty()
                : archive.find(id).filter(task -> task.version() >= atLeast);
    }

    private Mono<ServerResponse> agents(ServerRequest request) {
        Parameters.of(request).finish(() -> true);
        requireCaughtUp();
        List<AgentSnapshot> agents =
                board.agents().stream()
                        .sorted(Comparator.comparing(AgentSnapshot::agentId))
                        .toList();
        return PacedAnswer.ok(
                JsonPieces.of(new ObjectWriter()).list("agents", agents, WireCodec::write));
    }

    /** For the gateway, which asks whether it knows an agent that it has not heard of. */
    private Mono<ServerResponse> agent(ServerRequest request) {
        Parameters.of(request).finish(() -> true);
        requireCaughtUp();
        return board.findAgent(request.pathVariable("agent_id"))
                .map(agent -> PacedAnswer.ok(WireCodec.encode(agent)))
                .orElseThrow(() -> ProblemException.notFound("There is no such agent"));
    }

    /** Whether the agent could go: for the gateway, before it retires one. */
    private Mono<ServerResponse> workload(ServerRequest request) {
        Parameters.of(request).finish(() -> true);
        String id = request.pathVariable("agent_id");
        requireCaughtUp();
        boolean isListed =
                board.agents().stream().anyMatch(agent -> agent.agentId().value().equals(id));
        long unfinished =
                board.tasks().stream()
                        .filter(task -> task.agentId().value().equals(id) && !task.isOver())
                        .count();
        return PacedAnswer.ok(
                new ObjectWriter().flag("listed", isListed).number("unfinished", unfinished));
    }

    private ProblemException missing(String id) {
        return board.findTask(id).isPresent()
                ? ProblemException.notYet("The task has not come to that version within 5 s")
                : ProblemException.notFound("There is no such task");
    }

    private Instant requireCaughtUp() {
        return currency.asOf()
                .orElseThrow(() -> ProblemException.notYet("The board is still being read"));
    }

    static void writeWithoutPayload(ObjectWriter out, TaskSnapshot task) {
        WireCodec.write(out, task, false);
    }

    /** The whole board of one moment. */
    private record Picture(String cursor, List<TaskSnapshot> tasks, List<AgentSnapshot> agents) {

        JsonPieces write(Instant asOf) {
            return JsonPieces.of(
                            new ObjectWriter()
                                    .text("as_of", asOf.truncatedTo(ChronoUnit.MILLIS))
                                    .text("cursor", cursor))
                    .list("tasks", tasks, BoardEndpoints::writeWithoutPayload)
                    .list("agents", agents, WireCodec::write);
        }
    }
}
