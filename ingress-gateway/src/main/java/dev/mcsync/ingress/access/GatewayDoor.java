package dev.mcsync.ingress.access;

import dev.mcsync.contracts.access.AccessTokens.Holder;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.IdSyntax;
import dev.mcsync.ingress.http.GatewayProblems;
import dev.mcsync.service.access.AccessRule;
import dev.mcsync.service.access.AccessTable.Verdict;
import dev.mcsync.service.access.Caller;
import dev.mcsync.service.access.Door;
import dev.mcsync.service.access.ShownToken;
import dev.mcsync.service.problem.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The door to the world: a caller shows a token or has a session, whose cookie counts only where
 * the panel itself asks; a token may be bound to one agent, and calls only so often.
 */
final class GatewayDoor implements Door {

    private final TokenRing tokens;
    private final SessionCookies sessions;
    private final RateLimits limits;
    private final ClientAddress clientAddress;

    GatewayDoor(
            TokenRing tokens,
            SessionCookies sessions,
            RateLimits limits,
            ClientAddress clientAddress) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.limits = limits;
        this.clientAddress = clientAddress;
    }

    /** What is not there is not there for anybody, and its limits need not be spent on it. */
    @Override
    public Optional<Problem> turnAway(ServerWebExchange exchange, Verdict verdict) {
        String path = exchange.getRequest().getPath().pathWithinApplication().value();
        if (!RequestPath.isPlain(path)) {
            return Optional.of(ambiguousPath());
        }
        return switch (verdict) {
            case Verdict.Declared _ -> Optional.empty();
            case Verdict.WrongMethod(SortedSet<String> allowed) ->
                    Optional.of(wrongMethod(allowed));
            case Verdict.Undeclared() -> Optional.of(undeclared());
        };
    }

    @Override
    public Visitor identify(ServerWebExchange exchange) {
        return ShownToken.in(exchange.getRequest())
                .map(token -> withToken(token, exchange))
                .orElseGet(() -> withSession(exchange));
    }

    private Visitor withToken(String token, ServerWebExchange exchange) {
        return switch (tokens.look(token)) {
            case TokenRing.Look.Good(Holder holder) -> new Guest(exchange, Caller.of(holder), null);
            case TokenRing.Look.Wrong() -> new Visitor.Unknown(wrongToken(exchange));
            case TokenRing.Look.TooEarly() -> new Visitor.Unknown(GatewayProblems.tokensUnknown());
        };
    }

    private Visitor withSession(ServerWebExchange exchange) {
        if (sessions.isTooEarlyFor(exchange)) {
            return new Visitor.Unknown(sessionsNotKnown());
        }
        return sessions.find(exchange)
                .<Visitor>map(session -> new Guest(exchange, Caller.of(session.holder()), session))
                .orElseGet(() -> new Visitor.Unknown(unauthenticated()));
    }

    @Override
    public Problem forbidden() {
        return Problem.of(HttpStatus.FORBIDDEN, "forbidden", "This token does not open this call.");
    }

    @Override
    public Problem undeclared() {
        return Problem.of(HttpStatus.NOT_FOUND, "not_found", "There is nothing at this address.");
    }

    @Override
    public Problem wrongMethod(SortedSet<String> allowed) {
        return Problem.of(
                        HttpStatus.METHOD_NOT_ALLOWED,
                        "method_not_allowed",
                        "This address does not take this method.")
                .withHeader(HttpHeaders.ALLOW, String.join(", ", allowed));
    }

    /** Who has shown a token, or has a session. */
    private final class Guest implements Visitor.Known {

        private final ServerWebExchange exchange;
        private final Caller caller;
        private final @Nullable Session session;

        Guest(ServerWebExchange exchange, Caller caller, @Nullable Session session) {
            this.exchange = exchange;
            this.caller = caller;
            this.session = session;
        }

        @Override
        public Caller caller() {
            return caller;
        }

        @Override
        public Optional<Problem> admitTo(AccessRule rule) {
            PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
            if (!maySpeakForAgentIn(rule.path(), path, caller)) {
                return Optional.of(forbidden());
            }
            boolean changes = exchange.getRequest().getMethod() != HttpMethod.GET;
            if (session != null
                    && changes
                    && !PanelRequest.isFromPanel(exchange.getRequest().getHeaders())) {
                return Optional.of(notFromPanel());
            }
            Optional<Duration> wait = limits.spendCall(caller);
            if (wait.isPresent()) {
                return wait.map(GatewayProblems::tooManyCalls);
            }
            if (session != null) {
                sessions.renew(exchange, session).ifPresent(exchange.getResponse()::addCookie);
            }
            return Optional.empty();
        }
    }

    /** A right token is taken however many wrong ones came before it. */
    private Problem wrongToken(ServerWebExchange exchange) {
        return limits.spendWrongToken(clientAddress.of(exchange.getRequest()))
                .map(GatewayProblems::tooManyWrongTokens)
                .orElseGet(GatewayDoor::unauthenticated);
    }

    private static boolean maySpeakForAgentIn(
            PathPattern pattern, PathContainer path, Caller caller) {
        PathPattern.PathMatchInfo match = pattern.matchAndExtract(path);
        String agent =
                match == null ? null : match.getUriVariables().get(PublicCalls.AGENT_VARIABLE);
        return agent == null || (IdSyntax.isValid(agent) && caller.maySpeakFor(new AgentId(agent)));
    }

    private static Problem ambiguousPath() {
        return Problem.of(
                HttpStatus.BAD_REQUEST,
                "ambiguous_path",
                "Expected a path without dot segments, doubled slashes, control characters or path parameters.");
    }

    private static Problem unauthenticated() {
        return Problem.of(
                        HttpStatus.UNAUTHORIZED,
                        "unauthenticated",
                        "Expected a valid token in the header x-mc-token, or a session.")
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "McToken realm=\"mc-sync\"");
    }

    /** Of a gateway that has only just started, or did so without the log. */
    static Problem sessionsNotKnown() {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "sessions_unknown",
                        "It is not known yet which sessions were signed out.")
                .retryAfter(Duration.ofSeconds(1));
    }

    private static Problem notFromPanel() {
        return Problem.of(
                HttpStatus.FORBIDDEN,
                "not_from_panel",
                "A session changes things only from the panel's own pages, with x-mc-panel: 1.");
    }
}
