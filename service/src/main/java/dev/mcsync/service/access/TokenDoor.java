package dev.mcsync.service.access;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.access.AccessTokens.Holder;
import dev.mcsync.contracts.access.Role;
import dev.mcsync.contracts.access.TokenLimits;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.IdSyntax;
import dev.mcsync.contracts.json.WireNames;
import dev.mcsync.service.problem.Problem;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;

/**
 * The door of a service behind the gateway: it checks the token itself, though the gateway in front
 * has done so, and believes the gateway for whom it calls. Known or not, a path tells nothing to
 * whoever has no token.
 */
final class TokenDoor implements Door {

    private record TokenHolder(Caller caller) implements Visitor.Known {}

    private final AccessTokens tokens;

    TokenDoor(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Visitor identify(ServerWebExchange exchange) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        Optional<Holder> holder = ShownToken.in(exchange.getRequest()).flatMap(tokens::holderOf);
        if (holder.isEmpty()) {
            return new Visitor.Unknown(
                    Problem.plain(
                            HttpStatus.UNAUTHORIZED, "A valid token is needed in x-mc-token"));
        }
        return speaksFor(holder.get(), headers)
                .<Visitor>map(TokenHolder::new)
                .orElseGet(() -> new Visitor.Unknown(forbidden()));
    }

    /** The gateway says for whom it calls; anyone else only speaks for himself. */
    private static Optional<Caller> speaksFor(Holder holder, HttpHeaders headers) {
        if (holder.role() != Role.INTERNAL && holder.role() != Role.ADMIN) {
            return Optional.of(Caller.of(holder));
        }
        String role = headers.getFirst(AccessTokens.ROLE_HEADER);
        String agent = headers.getFirst(AccessTokens.AGENT_HEADER);
        if (agent != null && !IdSyntax.isValid(agent)) {
            return Optional.empty();
        }
        return (role == null ? Optional.of(holder.role()) : WireNames.find(Role.class, role))
                .map(named -> new Caller(forwarded(holder, named, headers), true));
    }

    /** What the gateway does not tell is as of the gateway itself. */
    private static Holder forwarded(Holder gateway, Role role, HttpHeaders headers) {
        String agent = headers.getFirst(AccessTokens.AGENT_HEADER);
        String caller = headers.getFirst(AccessTokens.CALLER_HEADER);
        return new Holder(
                role,
                agent == null ? null : new AgentId(agent),
                caller == null ? gateway.tokenId() : caller,
                caller == null ? gateway.name() : caller,
                TokenLimits.NONE);
    }
}
