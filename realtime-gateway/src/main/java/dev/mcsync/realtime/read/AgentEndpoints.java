package dev.mcsync.realtime.read;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.mcsync.contracts.codec.OwnCodec;
import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.IdSyntax;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.realtime.http.JsonPieces;
import dev.mcsync.realtime.http.PacedAnswer;
import dev.mcsync.realtime.http.Parameters;
import dev.mcsync.realtime.view.BoardView;
import dev.mcsync.realtime.view.Currency;
import dev.mcsync.service.access.Caller;
import dev.mcsync.service.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What an agent asks that has lost its own notes: which tasks it has, what its event did. */
final class AgentEndpoints {

    /** Each is told whole, with a payload that may be long. */
    private static final long MAX_TASKS = 200;

    private static final long DEFAULT_TASKS = 50;

    private final BoardView board;
    private final Currency currency;
    private final HistoryReader history;

    AgentEndpoints(BoardView board, Currency currency, HistoryReader history) {
        this.board = board;
        this.currency = currency;
        this.history = history;
    }

    RouterFunction<ServerResponse> routes() {
        // An agent may be called "events", and its tasks and commands are no event's.
        return route(GET("/api/agents/events/{event_id:(?!(?:tasks|commands)$).+}"), this::event)
                .andRoute(GET("/api/agents/{agent_id}/tasks"), this::tasks);
    }

    /** Those that are not over, unless a status is asked for; the oldest first. */
    private Mono<ServerResponse> tasks(ServerRequest request) {
        Parameters parameters = Parameters.of(request);
        Optional<TaskStatus> status = parameters.choice("status", TaskStatus.class);
        Optional<Stage> stage = parameters.choice("stage", Stage.class);
        long limit = parameters.integer("limit", 1, MAX_TASKS, DEFAULT_TASKS);
        String agent = parameters.finish(() -> request.pathVariable("agent_id"));
        if (!currency.isCaughtUp()) {
            throw ProblemException.notYet("The board is still being read");
        }
        List<TaskSnapshot> found =
                board.tasks().stream()
                        .filter(task -> task.agentId().value().equals(agent))
                        .filter(task ->
                                status.map(wanted -> wanted == task.status())
                                        .orElse(!task.isOver()))
                        .filter(task -> stage.map(wanted -> wanted == task.stage()).orElse(true))
                        .sorted(
                                Comparator.comparing(TaskSnapshot::createdAt)
                                        .thenComparing(TaskSnapshot::taskId))
                        .limit(limit)
                        .toList();
        return PacedAnswer.ok(
                JsonPieces.of(new ObjectWriter())
                        .list("tasks", found, (out, task) -> WireCodec.write(out, task, true)));
    }

    private Mono<ServerResponse> event(ServerRequest request) {
        Parameters.of(request).finish(() -> true);
        AgentId only = Caller.load(request).agentId();
        String eventId = request.pathVariable("event_id");
        Mono<TakenEvent> taken =
                IdSyntax.isValid(eventId) ? history.outcomeOf(eventId) : Mono.empty();
        return taken.filter(event -> only == null || only.value().equals(senderOf(event)))
                .flatMap(AgentEndpoints::answer)
                .switchIfEmpty(
                        Mono.error(() ->
                                ProblemException.notFound("There is no such event of yours, yet")));
    }

    /** Of what changed no task the subject tells, which is the agent then. */
    private static String senderOf(TakenEvent event) {
        return String.valueOf(
                event.outcome() == null
                        ? event.subject()
                        : switch (outcome(event.outcome())) {
                            case TaskOutcome task -> task.actor().agentId();
                            case AgentOutcome agent -> agent.agentId();
                        });
    }

    private static Mono<ServerResponse> answer(TakenEvent event) {
        return event.outcome() != null && outcome(event.outcome()) instanceof TaskOutcome outcome
                ? PacedAnswer.ok(write(outcome))
                : ServerResponse.status(HttpStatus.NO_CONTENT)
                        .cacheControl(CacheControl.noStore())
                        .build();
    }

    /** As the one who sent it is told; of another agent's task he is told nothing. */
    private static ObjectWriter write(TaskOutcome outcome) {
        Reason reason = outcome.transition().reason();
        TaskState after = reason == Reason.WRONG_AGENT ? null : outcome.transition().after();
        ObjectWriter out =
                new ObjectWriter()
                        .text("event_id", outcome.eventId())
                        .text("type", outcome.type())
                        .text("task_id", outcome.taskId())
                        .text("command_id", outcome.actor().commandId())
                        .text("outcome", outcome.transition().effect())
                        .text("reason", reason);
        if (after != null) {
            out.text("status", after.status())
                    .text("stage", after.stage())
                    .number("version", after.version());
        }
        return out.text("received_at", outcome.provenance().receivedAt())
                .text("applied_at", outcome.provenance().appliedAt());
    }

    private static Outcome outcome(String stored) {
        return OwnCodec.decodeOutcome(stored.getBytes(StandardCharsets.UTF_8))
                .orThrow("stored outcome");
    }
}
