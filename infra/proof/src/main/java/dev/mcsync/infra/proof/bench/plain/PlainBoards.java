package dev.mcsync.infra.proof.bench.plain;

import java.time.Duration;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.json.JsonMapper;

/** All open boards. Each is told every change, encoded once; one that does not read loses some. */
final class PlainBoards implements WebSocketHandler {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final String LIVE = "{\"op\":\"live\"}";

    private final Sinks.Many<String> frames = Sinks.many().multicast().directBestEffort();
    private final JsonMapper json;

    PlainBoards(JsonMapper json) {
        this.json = json;
    }

    void tell(PlainTask task) {
        String frame = json.writeValueAsString(PlainTask.Frame.of(task));
        // Reports are committed on many threads, and a sink takes one at a time.
        frames.emitNext(frame, Sinks.EmitFailureHandler.busyLooping(PATIENCE));
    }

    @Override
    public Mono<Void> handle(WebSocketSession session) {
        Mono<Void> heard = session.receive().then();
        Flux<String> told = Flux.concat(Mono.just(LIVE), frames.asFlux().onBackpressureBuffer());
        return session.send(told.map(session::textMessage)).and(heard);
    }
}
