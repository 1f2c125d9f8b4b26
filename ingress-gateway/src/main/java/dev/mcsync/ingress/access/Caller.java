package dev.mcsync.ingress.access;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.access.Role;
import dev.mcsync.contracts.id.AgentId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * Who is calling.
 *
 * @param agentId the only agent that it may speak for; null when it may speak for any
 * @param tokenId tells callers apart, and tells nothing of the token
 */
public record Caller(Role role, @Nullable AgentId agentId, String tokenId) {

    private static final String ATTRIBUTE = Caller.class.getName();

    static Caller of(AccessTokens.Holder holder) {
        return new Caller(holder.role(), holder.agentId(), holder.tokenId());
    }

    /** Empty on calls that are open to everybody. */
    public static Optional<Caller> find(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getAttribute(ATTRIBUTE));
    }

    /** For handlers of calls that are not open: the access filter has seen the caller. */
    public static Caller load(ServerRequest request) {
        return find(request.exchange())
                .orElseThrow(() ->
                        new IllegalStateException(
                                "Expected an access rule for " + request.path() + ", found none"));
    }

    public boolean maySpeakFor(AgentId agent) {
        return agentId == null || agentId.equals(agent);
    }

    void rememberIn(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }
}
