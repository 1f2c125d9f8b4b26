package dev.mcsync.ingress.readside;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.codec.OwnCodec;
import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.TaskOutcome;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/** The read side is the realtime-gateway, asked over HTTP with the token of a service. */
final class HttpReadSide implements ReadSide {

    private static final Logger log = LoggerFactory.getLogger(HttpReadSide.class);
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;

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
    public Mono<Known> find(EventId eventId) {
        return get(
                "/api/dashboard/events/" + eventId,
                (hash, body) -> {
                    Decision decision = body.length == 0 ? null : decision(body).orElse(null);
                    return hash == null && decision == null
                            ? Optional.empty()
                            : Optional.of(new Known(hash, decision));
                });
    }

    @Override
    public Mono<Inbox> findInbox(AgentId agentId, List<CommandId> running) {
        String path = "/api/internal-view/agents/" + agentId + "/inbox";
        BiFunction<@Nullable String, byte[], Optional<Inbox>> reader =
                (_, body) -> valid(InboxReader.read(body), "inbox");
        return running.isEmpty()
                ? get(path, reader)
                : ask(
                        client.post()
                                .uri(baseAddress.resolve(path))
                                .send(ByteBufMono.fromString(Mono.just(named(running)))),
                        whenFound(reader));
    }

    /** More than an address holds, where the agent runs much. */
    private static String named(List<CommandId> running) {
        return new ObjectWriter()
                .texts("running", running.stream().map(CommandId::value).toList())
                .finish();
    }

    @Override
    public Mono<Workload> findWorkload(AgentId agentId) {
        return get(
                "/api/internal-view/agents/" + agentId + "/workload",
                (_, body) -> valid(WorkloadReader.read(body), "workload"));
    }

    @Override
    public Mono<Long> countOpenTasks(String tokenId) {
        return get(
                "/api/internal-view/tokens/" + tokenId + "/open-tasks",
                (_, body) ->
                        valid(
                                StrictJson.readOwnObject(
                                        body,
                                        in -> {
                                            Long open = in.integer("open", 0, Long.MAX_VALUE);
                                            return in.finish(() -> requireNonNull(open));
                                        }),
                                "count"));
    }

    @Override
    public Mono<Boolean> knowsAgent(AgentId agentId) {
        return ask(
                get("/api/internal-view/agents/" + agentId),
                (response, body) ->
                        body.then(
                                switch (response.status().code()) {
                                    case OK -> Mono.just(true);
                                    case NOT_FOUND -> Mono.just(false);
                                    default -> Mono.<Boolean>empty();
                                }));
    }

    /**
     * @param reader of the hash that came with the answer, if any, and of the body
     */
    private <T> Mono<T> get(String path, BiFunction<@Nullable String, byte[], Optional<T>> reader) {
        return ask(get(path), whenFound(reader));
    }

    private HttpClient.ResponseReceiver<?> get(String path) {
        return client.get().uri(baseAddress.resolve(path));
    }

    private static <T> BiFunction<HttpClientResponse, ByteBufMono, Mono<T>> whenFound(
            BiFunction<@Nullable String, byte[], Optional<T>> reader) {
        return (response, body) -> {
            int status = response.status().code();
            String hash = response.responseHeaders().get(WireCodec.HASH_HEADER);
            return status == OK || status == NO_CONTENT
                    ? body.asByteArray()
                            .defaultIfEmpty(new byte[0])
                            .flatMap(bytes -> Mono.justOrEmpty(reader.apply(hash, bytes)))
                    : body.then(Mono.<T>empty());
        };
    }

    private <T> Mono<T> ask(
            HttpClient.ResponseReceiver<?> question,
            BiFunction<HttpClientResponse, ByteBufMono, Mono<T>> answer) {
        return question.responseSingle(answer)
                .timeout(maxTime)
                .onErrorResume(failure -> {
                    log.debug("The read side did not answer: {}", failure.toString());
                    return Mono.empty();
                });
    }

    private static Optional<Decision> decision(byte[] body) {
        return valid(OwnCodec.decodeOutcome(body), "outcome")
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
