package dev.mcsync.ingress.readside;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.TaskOutcome;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** The read side is the realtime-gateway, asked over HTTP with the token of a service. */
final class HttpReadSide implements ReadSide {

    private static final Logger log = LoggerFactory.getLogger(HttpReadSide.class);
    private static final int OK = 200;

    private final HttpClient client;
    private final URI baseAddress;
    private final Duration maxTime;

    /**
     * @param maxTime after which a question is given up
     */
    HttpReadSide(HttpClient client, URI baseAddress, String token, Duration maxTime) {
        this.client = client.headers(headers -> headers.set(AccessTokens.HEADER, token));
        this.baseAddress = baseAddress;
        this.maxTime = maxTime;
    }

    @Override
    public Mono<Decision> findDecision(EventId eventId) {
        return get("/api/dashboard/events/" + eventId)
                .mapNotNull(body -> decision(body).orElse(null));
    }

    @Override
    public Mono<Inbox> findInbox(AgentId agentId) {
        return get("/api/internal-view/agents/" + agentId + "/inbox")
                .mapNotNull(body -> valid(InboxReader.read(body), "inbox").orElse(null));
    }

    @Override
    public Mono<Workload> findWorkload(AgentId agentId) {
        return get("/api/internal-view/agents/" + agentId + "/workload")
                .mapNotNull(body -> valid(WorkloadReader.read(body), "workload").orElse(null));
    }

    private Mono<byte[]> get(String path) {
        return client.get()
                .uri(baseAddress.resolve(path))
                .responseSingle((response, body) ->
                        response.status().code() == OK
                                ? body.asByteArray()
                                : body.then(Mono.<byte[]>empty()))
                .timeout(maxTime)
                .onErrorResume(failure -> {
                    log.debug("The read side did not answer: {}", failure.toString());
                    return Mono.empty();
                });
    }

    private static Optional<Decision> decision(byte[] body) {
        return valid(WireCodec.decodeOutcome(body), "outcome")
                .flatMap(HttpReadSide::aboutTask)
                .map(Decision::of);
    }

    private static Optional<TaskOutcome> aboutTask(Outcome outcome) {
        return switch (outcome) {
            case TaskOutcome task -> Optional.of(task);
            case AgentOutcome _ -> Optional.empty();
        };
    }

    private static <T> Optional<T> valid(Decoded<T> decoded, String what) {
        return switch (decoded) {
            case Decoded.Valid<T>(T value) -> Optional.of(value);
            case Decoded.Invalid<T>(var errors) -> {
                log.warn("Expected a valid {} from the read side, found {}", what, errors);
                yield Optional.empty();
            }
        };
    }
}
