package dev.mcsync.ingress.token;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.access.IssuedToken;
import dev.mcsync.contracts.access.TokenRecord;
import dev.mcsync.contracts.access.TokenRecordCodec;
import dev.mcsync.contracts.access.TokenSecret;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.json.Writable;
import dev.mcsync.ingress.http.GatewayProblems;
import dev.mcsync.ingress.http.JsonBody;
import dev.mcsync.ingress.publish.FactLog;
import dev.mcsync.ingress.publish.OutgoingFact;
import dev.mcsync.ingress.publish.Published;
import dev.mcsync.ingress.publish.Sender;
import dev.mcsync.service.access.IssuedTokens;
import dev.mcsync.service.access.IssuedTokens.Known;
import dev.mcsync.service.access.IssuedTokens.Standing;
import dev.mcsync.service.call.JsonAnswer;
import dev.mcsync.service.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Makes, lists, replaces and revokes tokens. What is done stands on the log before it is answered;
 * this gateway knows it at once, the others as soon as they hear of it.
 */
final class TokenCalls {

    private static final Duration LONGEST_GRACE = Duration.ofDays(7);
    private static final Duration DEFAULT_GRACE = Duration.ofHours(1);

    private final AccessTokens configured;
    private final IssuedTokens issued;
    private final FactLog log;
    private final InstantSource clock;

    TokenCalls(AccessTokens configured, IssuedTokens issued, FactLog log, InstantSource clock) {
        this.configured = configured;
        this.issued = issued;
        this.log = log;
        this.clock = clock;
    }

    Mono<ServerResponse> list(ServerRequest request) {
        return whenKnown(() -> JsonAnswer.of(HttpStatus.OK, out -> out.objects("tokens", all())));
    }

    Mono<ServerResponse> create(ServerRequest request) {
        return JsonBody.readObject(request, NewToken::read)
                .flatMap(wanted ->
                        whenKnown(() ->
                                issued.isNameTaken(wanted.name())
                                        ? TokenProblems.nameTaken().response()
                                        : make(wanted, Sender.of(request))));
    }

    /** POST …/rotate: another one like it, and for a while both are good. */
    Mono<ServerResponse> rotate(ServerRequest request) {
        return JsonBody.readObject(request, TokenCalls::readGrace)
                .flatMap(grace ->
                        onKnown(request, known -> replace(known, grace, Sender.of(request))));
    }

    /** POST …/revoke, as often as one likes. */
    Mono<ServerResponse> revoke(ServerRequest request) {
        return JsonBody.readEmpty(request)
                .flatMap(_ -> onKnown(request, known -> revoke(known, Sender.of(request))));
    }

    private Mono<ServerResponse> make(NewToken wanted, Sender sender) {
        TokenSecret secret = TokenSecret.fresh();
        IssuedToken token = wanted.made(secret.id(), clock.instant(), sender.token().name());
        return say(List.of(new TokenRecord.Issued(token, secret.digest())), sender)
                .flatMap(said ->
                        said.getFirst()
                                ? created(token, secret, _ -> {})
                                : TokenProblems.logUnreachable().response());
    }

    /** The new one is shown once it is there, whether or not the old one's end was confirmed. */
    private Mono<ServerResponse> replace(Known old, Duration grace, Sender sender) {
        if (old.standing() != Standing.GOOD || old.endedBy() != null) {
            return TokenProblems.isOver().response();
        }
        Instant now = clock.instant();
        TokenSecret secret = TokenSecret.fresh();
        IssuedToken token =
                NewToken.like(old.token()).made(secret.id(), now, sender.token().name());
        List<TokenRecord> records =
                List.of(
                        new TokenRecord.Issued(token, secret.digest()),
                        new TokenRecord.Replaced(
                                old.token().id(), now.plus(grace), sender.token().name()));
        return say(records, sender)
                .flatMap(said ->
                        said.getFirst()
                                ? created(
                                        token,
                                        secret,
                                        out ->
                                                out.text("replaces", old.token().id())
                                                        .flag("replaced", said.getLast()))
                                : TokenProblems.logUnreachable().response());
    }

    private Mono<ServerResponse> revoke(Known known, Sender sender) {
        String id = known.token().id();
        if (known.standing() == Standing.REVOKED) {
            return shown(known);
        }
        return say(
                        List.of(
                                new TokenRecord.Revoked(
                                        id, clock.instant(), sender.token().name())),
                        sender)
                .flatMap(said ->
                        said.getFirst()
                                ? issued.find(id)
                                        .map(TokenCalls::shown)
                                        .orElseGet(() -> TokenProblems.unknown().response())
                                : TokenProblems.logUnreachable().response());
    }

    /** In the order given, whether each stands on the log; those that do are known here, too. */
    private Mono<List<Boolean>> say(List<? extends TokenRecord> records, Sender sender) {
        List<OutgoingFact> facts =
                records.stream().map(said -> OutgoingFact.of(said, sender)).toList();
        return Mono.fromFuture(() -> log.publish(facts))
                .map(published -> {
                    List<Boolean> confirmed = new ArrayList<>();
                    for (int i = 0; i < records.size(); i++) {
                        boolean isThere = published.get(i) == Published.ACCEPTED;
                        if (isThere) {
                            issued.heard(records.get(i));
                        }
                        confirmed.add(isThere);
                    }
                    return confirmed;
                });
    }

    private Mono<ServerResponse> onKnown(
            ServerRequest request, Function<Known, Mono<ServerResponse>> call) {
        String id = request.pathVariable("id");
        return whenKnown(() -> issued.find(id).map(call).orElseGet(() -> notOurs(id).response()));
    }

    private Problem notOurs(String id) {
        return configured.findHolder(id).isPresent()
                ? TokenProblems.ofEnvironment()
                : TokenProblems.unknown();
    }

    private Mono<ServerResponse> whenKnown(Supplier<Mono<ServerResponse>> call) {
        return issued.isComplete() ? call.get() : GatewayProblems.tokensUnknown().response();
    }

    private List<Writable> all() {
        List<Writable> told = new ArrayList<>();
        configured.holders().forEach(holder -> told.add(out -> write(out, holder)));
        issued.all().forEach(known -> told.add(out -> write(out, known)));
        return told;
    }

    private static Mono<ServerResponse> created(
            IssuedToken token, TokenSecret secret, Consumer<ObjectWriter> more) {
        return JsonAnswer.of(
                HttpStatus.CREATED,
                out -> {
                    out.flag("ok", true)
                            .text("token_id", token.id())
                            .text("token", secret.reveal());
                    TokenRecordCodec.write(out, token, token.term().endsAt());
                    more.accept(out);
                });
    }

    private static Mono<ServerResponse> shown(Known known) {
        return JsonAnswer.of(HttpStatus.OK, out -> write(out.flag("ok", true), known));
    }

    private static void write(ObjectWriter out, Known known) {
        out.text("token_id", known.token().id());
        TokenRecordCodec.write(out, known.token(), known.endsAt());
        out.text("standing", known.standing().name().toLowerCase(Locale.ROOT))
                .text("ended_by", known.endedBy());
    }

    private static void write(ObjectWriter out, AccessTokens.Holder holder) {
        out.text("token_id", holder.tokenId())
                .text("name", holder.name())
                .text("role", holder.role())
                .text("agent_id", holder.agentId())
                .text("standing", "good")
                .flag("of_environment", true);
    }

    private static Decoded<Duration> readGrace(ObjectReader in) {
        Long seconds = in.optionalInteger("grace", 0, LONGEST_GRACE.toSeconds());
        return in.finish(
                () -> Optional.ofNullable(seconds).map(Duration::ofSeconds).orElse(DEFAULT_GRACE));
    }
}
