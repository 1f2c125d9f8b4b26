package dev.mcsync.infra.proof.bench.plain;

import java.sql.SQLException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes a report or an array of them: a transaction each, in order, and told once committed. */
final class PlainIntake {

    private final PlainLedger ledger;
    private final PlainBoards boards;
    private final Scheduler threads;
    private final JsonMapper json;

    /**
     * @param threads that may be blocked
     */
    PlainIntake(PlainLedger ledger, PlainBoards boards, Scheduler threads, JsonMapper json) {
        this.ledger = ledger;
        this.boards = boards;
        this.threads = threads;
        this.json = json;
    }

    Mono<ServerResponse> accept(ServerRequest request) {
        return request.bodyToMono(byte[].class)
                .flatMap(body -> Mono.fromCallable(() -> apply(body)).subscribeOn(threads))
                .flatMap(status -> ServerResponse.status(status).build());
    }

    private HttpStatus apply(byte[] body) throws SQLException {
        for (PlainReport report : reports(body)) {
            ledger.apply(report).ifPresent(boards::tell);
        }
        return HttpStatus.ACCEPTED;
    }

    private List<PlainReport> reports(byte[] body) {
        JsonNode node = json.readTree(body);
        return node.isArray()
                ? List.of(json.treeToValue(node, PlainReport[].class))
                : List.of(json.treeToValue(node, PlainReport.class));
    }
}
