package dev.mcsync.ingress.access;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.IdSyntax;
import dev.mcsync.ingress.http.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import reactor.core.publisher.Mono;

/** Lets a request pass when the table of calls says so, and answers it otherwise. */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class AccessFilter implements WebFilter {

    private final AccessTable table;
    private final AccessTokens tokens;
    private final SessionCookies sessions;
    private final RateLimits limits;
    private final ClientAddress clientAddress;

    AccessFilter(
            AccessTable table,
            AccessTokens tokens,
            SessionCookies sessions,
            RateLimits limits,
            ClientAddress clientAddress) {
        this.table = table;
        this.tokens = tokens;
        this.sessions = sessions;
        this.limits = limits;
        this.clientAddress = clientAddress;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Optional<Problem> refusal = judge(exchange);
        return refusal.isPresent()
                ? refusal.get().writeTo(exchange.getResponse())
                : chain.filter(exchange);
    }

    private Optional<Problem> judge(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        PathContainer path = request.getPath().pathWithinApplication();
        if (!RequestPath.isPlain(path.value())) {
            return Optional.of(ambiguousPath());
        }
        return switch (table.judge(request.getMethod(), path)) {
            case AccessTable.Verdict.Known(AccessRule rule) when rule.isOpen() -> Optional.empty();
            case AccessTable.Verdict.Known(AccessRule rule) -> judge(exchange, rule, path);
            case AccessTable.Verdict.WrongMethod(SortedSet<String> allowed) ->
                    Optional.of(wrongMethod(allowed));
            case AccessTable.Verdict.Unknown() -> Optional.of(unknown());
        };
    }

    private Optional<Problem> judge(
            ServerWebExchange exchange, AccessRule rule, PathContainer path) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        boolean bySession = !headers.containsHeader(AccessTokens.HEADER);
        Optional<Session> session = bySession ? sessions.find(exchange) : Optional.empty();
        Optional<Caller> known =
                (bySession
                                ? session.map(Session::holder)
                                : tokens.holderOf(headers.getFirst(AccessTokens.HEADER)))
                        .map(Caller::of);
        if (known.isEmpty()) {
            return Optional.of(bySession ? unauthenticated() : wrongToken(exchange));
        }
        Caller caller = known.get();
        if (!rule.admits(caller.role()) || !maySpeakForAgentIn(rule.path(), path, caller)) {
            return Optional.of(forbidden());
        }
        boolean changes = exchange.getRequest().getMethod() != HttpMethod.GET;
        if (bySession && changes && !PanelRequest.isFromPanel(headers)) {
            return Optional.of(notFromPanel());
        }
        Optional<Duration> wait = limits.spendCall(caller);
        if (wait.isPresent()) {
            return wait.map(Problem::tooManyRequests);
        }
        caller.rememberIn(exchange);
        session.flatMap(open -> sessions.renew(exchange, open))
                .ifPresent(exchange.getResponse()::addCookie);
        return Optional.empty();
    }

    /** A right token is taken however many wrong ones came before it. */
    private Problem wrongToken(ServerWebExchange exchange) {
        return limits.spendWrongToken(clientAddress.of(exchange.getRequest()))
                .map(Problem::tooManyWrongTokens)
                .orElseGet(AccessFilter::unauthenticated);
    }

    private static boolean maySpeakForAgentIn(
            PathPattern pattern, PathContainer path, Caller caller) {
        PathPattern.PathMatchInfo match = pattern.matchAndExtract(path);
        String agent =
                match == null ? null : match.getUriVariables().get(AccessTable.AGENT_VARIABLE);
        return agent == null || (IdSyntax.isValid(agent) && caller.maySpeakFor(new AgentId(agent)));
    }

    private static Problem ambiguousPath() {
        return Problem.of(
                HttpStatus.BAD_REQUEST,
                "ambiguous_path",
                "Expected a path without dot segments, doubled slashes, control characters or path parameters.");
    }

    private static Problem unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "not_found", "There is nothing at this address.");
    }

    private static Problem wrongMethod(SortedSet<String> allowed) {
        return Problem.of(
                        HttpStatus.METHOD_NOT_ALLOWED,
                        "method_not_allowed",
                        "This address does not take this method.")
                .withHeader(HttpHeaders.ALLOW, String.join(", ", allowed));
    }

    private static Problem unauthenticated() {
        return Problem.of(
                        HttpStatus.UNAUTHORIZED,
                        "unauthenticated",
                        "Expected a valid token in the header x-mc-token, or a session.")
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "McToken realm=\"mc-sync\"");
    }

    private static Problem forbidden() {
        return Problem.of(HttpStatus.FORBIDDEN, "forbidden", "This token does not open this call.");
    }

    private static Problem notFromPanel() {
        return Problem.of(
                HttpStatus.FORBIDDEN,
                "not_from_panel",
                "A session changes things only from the panel's own pages, with x-mc-panel: 1.");
    }
}
