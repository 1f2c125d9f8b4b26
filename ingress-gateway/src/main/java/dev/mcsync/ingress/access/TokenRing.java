package dev.mcsync.ingress.access;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.access.AccessTokens.Holder;
import dev.mcsync.contracts.access.Role;
import dev.mcsync.contracts.access.TokenSecret;
import dev.mcsync.service.access.IssuedTokens;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every token that opens this gateway: those of its settings, and those made while it runs. */
final class TokenRing {

    /** What is to be said of a token that was shown. */
    sealed interface Look {

        record Good(Holder holder) implements Look {}

        record Wrong() implements Look {}

        /** Not all that was said of tokens has been heard. */
        record TooEarly() implements Look {}
    }

    private final AccessTokens configured;
    private final IssuedTokens issued;

    TokenRing(AccessTokens configured, IssuedTokens issued) {
        this.configured = configured;
        this.issued = issued;
    }

    Look look(@Nullable String presented) {
        Optional<Holder> known = configured.holderOf(presented);
        if (known.isPresent() || presented == null) {
            return known.<Look>map(Look.Good::new).orElseGet(Look.Wrong::new);
        }
        Optional<TokenSecret> made = TokenSecret.of(presented);
        if (made.isPresent() && !issued.isComplete()) {
            return new Look.TooEarly();
        }
        return made.flatMap(issued::holderOf).<Look>map(Look.Good::new).orElseGet(Look.Wrong::new);
    }

    /** Of the tokens of the settings the first with the role; empty where there is none. */
    Optional<Holder> firstHolder(Role role) {
        return configured.firstHolder(role);
    }

    /** Finds the token that a session was opened with, if it is good now. */
    Optional<Holder> findHolder(String tokenId) {
        return configured.findHolder(tokenId).or(() -> issued.findHolder(tokenId));
    }

    /** Before that a token that is found may have been revoked, and one that is not may be good. */
    boolean isComplete() {
        return issued.isComplete();
    }
}
