package dev.mcsync.ingress.access;

import dev.mcsync.contracts.access.AccessTokens.Holder;
import dev.mcsync.contracts.access.Role;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.ingress.access.TokenRing.Look;
import dev.mcsync.ingress.http.GatewayProblems;
import dev.mcsync.ingress.http.JsonBody;
import dev.mcsync.service.call.JsonAnswer;
import dev.mcsync.service.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Opens, shows and closes the session of a browser. */
final class SessionCalls {

    private static final int MAX_TOKEN_LENGTH = 512;

    private final TokenRing tokens;
    private final SignInCode code;
    private final SessionCookies sessions;
    private final RateLimits limits;
    private final ClientAddress clientAddress;

    SessionCalls(
            TokenRing tokens,
            SignInCode code,
            SessionCookies sessions,
            RateLimits limits,
            ClientAddress clientAddress) {
        this.tokens = tokens;
        this.code = code;
        this.sessions = sessions;
        this.limits = limits;
        this.clientAddress = clientAddress;
    }

    Mono<ServerResponse> open(ServerRequest request) {
        return JsonBody.readObject(request, SessionCalls::readPresented)
                .flatMap(presented -> signIn(request.exchange().getRequest(), presented));
    }

    Mono<ServerResponse> show(ServerRequest request) {
        if (sessions.isTooEarlyFor(request.exchange())) {
            return GatewayDoor.sessionsNotKnown().response();
        }
        return sessions.find(request.exchange())
                .map(session -> shown(request, session))
                .orElseGet(() -> noSession().response());
    }

    Mono<ServerResponse> close(ServerRequest request) {
        return PanelRequest.isFromPanel(request.headers().asHttpHeaders())
                ? ServerResponse.noContent().cookie(sessions.close(request.exchange())).build()
                : Problem.of(
                                HttpStatus.FORBIDDEN,
                                "not_from_panel",
                                "A session is closed from the panel's own pages.")
                        .response();
    }

    private Mono<ServerResponse> shown(ServerRequest request, Session session) {
        ServerResponse.BodyBuilder answer = ServerResponse.ok();
        sessions.renew(request.exchange(), session).ifPresent(answer::cookie);
        return JsonAnswer.of(answer, out -> out.text("role", session.holder().role()));
    }

    /** What somebody signs in with: exactly one of the two. */
    private record Presented(@Nullable String token, @Nullable String code) {}

    /** A right token is taken however many wrong ones came before it. */
    private Mono<ServerResponse> signIn(ServerHttpRequest request, Presented presented) {
        return switch (look(presented)) {
            case Look.Good(Holder holder) when opensPanel(holder.role()) -> opened(request, holder);
            case Look.Good _, Look.Wrong _ -> refused(request).response();
            case Look.TooEarly _ -> GatewayProblems.tokensUnknown().response();
        };
    }

    private Look look(Presented presented) {
        if (presented.code() == null) {
            return tokens.look(presented.token());
        }
        return Optional.of(presented.code())
                .filter(code::spend)
                .flatMap(_ ->
                        tokens.firstHolder(Role.PANEL).or(() -> tokens.firstHolder(Role.ADMIN)))
                .<Look>map(Look.Good::new)
                .orElseGet(Look.Wrong::new);
    }

    private Problem refused(ServerHttpRequest request) {
        return limits.spendWrongToken(clientAddress.of(request))
                .map(GatewayProblems::tooManyWrongTokens)
                .orElseGet(SessionCalls::invalidToken);
    }

    private Mono<ServerResponse> opened(ServerHttpRequest request, Holder holder) {
        return JsonAnswer.of(
                ServerResponse.ok().cookie(sessions.open(request, holder)),
                out -> out.flag("ok", true).text("role", holder.role()));
    }

    private static boolean opensPanel(Role role) {
        return role == Role.PANEL || role == Role.ADMIN;
    }

    private static Decoded<Presented> readPresented(ObjectReader in) {
        if (in.has("code")) {
            String code = in.text("code", 1, MAX_TOKEN_LENGTH);
            return in.finish(() -> new Presented(null, code));
        }
        String token = in.text("token", 1, MAX_TOKEN_LENGTH);
        return in.finish(() -> new Presented(token, null));
    }

    private static Problem invalidToken() {
        return Problem.of(
                HttpStatus.UNAUTHORIZED, "invalid_token", "This token does not open the panel.");
    }

    private static Problem noSession() {
        return Problem.of(HttpStatus.UNAUTHORIZED, "unauthenticated", "There is no session.");
    }
}
