package dev.mcsync.realtime.read;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.realtime.http.PacedAnswer;
import dev.mcsync.realtime.http.Parameters;
import dev.mcsync.realtime.view.BoardView;
import dev.mcsync.realtime.view.Currency;
import dev.mcsync.service.problem.ProblemException;
import java.util.List;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** For the gateway, where a token may have only so many tasks open. */
final class TokenEndpoint {

    private final BoardView board;
    private final Currency currency;
    private final HistoryReader history;

    TokenEndpoint(BoardView board, Currency currency, HistoryReader history) {
        this.board = board;
        this.currency = currency;
        this.history = history;
    }

    RouterFunction<ServerResponse> routes() {
        return route(GET("/api/internal-view/tokens/{token_id}/open-tasks"), this::openTasks);
    }

    /** The board tells which are open, the ledger by which token each was created. */
    private Mono<ServerResponse> openTasks(ServerRequest request) {
        Parameters.of(request).finish(() -> true);
        if (!currency.isCaughtUp()) {
            throw ProblemException.notYet("The board is still being read");
        }
        List<String> open =
                board.tasks().stream()
                        .filter(task -> !task.isOver())
                        .map(task -> task.taskId().value())
                        .toList();
        return history.createdBy(request.pathVariable("token_id"), open)
                .flatMap(count -> PacedAnswer.ok(new ObjectWriter().number("open", count)));
    }
}
