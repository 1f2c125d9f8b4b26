package dev.mcsync.service.access;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.access.Role;
import dev.mcsync.contracts.access.TokenLimits;
import dev.mcsync.contracts.id.AgentId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * Who is calling.
 *
 * @param holder of the token that was shown, or that the session was opened with
 * @param isTrusted whether the token is a service's or the admin's, which limits those whom it
 *     speaks for, or nobody
 */
public record Caller(AccessTokens.Holder holder, boolean isTrusted) {

    private static final String ATTRIBUTE = Caller.class.getName();

    public static Caller of(AccessTokens.Holder holder) {
        return new Caller(holder, false);
    }

    /** Empty on calls that are open to everybody. */
    public static Optional<Caller> find(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getAttribute(ATTRIBUTE));
    }

    /** For handlers of calls that are not open: the access filter has seen the caller. */
    public static Caller load(ServerRequest request) {
        return load(request.exchange());
    }

    public static Caller load(ServerWebExchange exchange) {
        return find(exchange)
                .orElseThrow(() ->
                        new IllegalStateException(
                                "Expected an access rule for %s, found none"
                                        .formatted(exchange.getRequest().getPath())));
    }

    public Role role() {
        return holder.role();
    }

    /** The only agent that it may speak for; null when it may speak for any. */
    public @Nullable AgentId agentId() {
        return holder.agentId();
    }

    /** Tells callers apart, and tells nothing of the token. */
    public String tokenId() {
        return holder.tokenId();
    }

    public TokenLimits limits() {
        return holder.limits();
    }

    public boolean maySpeakFor(AgentId agent) {
        return agentId() == null || agent.equals(agentId());
    }

    public void rememberIn(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }
}
