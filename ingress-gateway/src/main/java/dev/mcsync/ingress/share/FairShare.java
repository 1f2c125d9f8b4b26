package dev.mcsync.ingress.share;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.IdSyntax;
import dev.mcsync.ingress.http.GatewayProblems;
import dev.mcsync.ingress.share.OpenCalls.Place;
import dev.mcsync.service.access.Caller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.PathContainer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Refuses a call whose token has enough of them open already. Comes after the access filter, which
 * knows whose the call is; calls that are open to everybody are not counted.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
final class FairShare implements WebFilter {

    private static final PathPattern OF_AGENT =
            PathPatternParser.defaultInstance.parse("/api/agents/{agent_id}/**");

    private final OpenCalls calls;

    FairShare(OpenCalls calls) {
        this.calls = calls;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Optional<Caller> caller = Caller.find(exchange);
        return caller.isEmpty()
                ? chain.filter(exchange)
                : Mono.using(
                        () ->
                                calls.enter(
                                        caller.get(),
                                        CallKind.of(exchange),
                                        agentOf(exchange, caller.get())),
                        place ->
                                place.isPresent()
                                        ? chain.filter(exchange)
                                        : GatewayProblems.tooManyOpen()
                                                .writeTo(exchange.getResponse()),
                        place -> place.ifPresent(Place::close));
    }

    /** The one that the path names, or the only one that the token speaks for. */
    private static @Nullable AgentId agentOf(ServerWebExchange exchange, Caller caller) {
        PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
        PathPattern.PathMatchInfo match = OF_AGENT.matchAndExtract(path);
        String named = match == null ? null : match.getUriVariables().get("agent_id");
        return caller.agentId() == null && named != null && IdSyntax.isValid(named)
                ? new AgentId(named)
                : caller.agentId();
    }
}
