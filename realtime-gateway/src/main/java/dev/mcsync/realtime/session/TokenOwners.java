package dev.mcsync.realtime.session;

import dev.mcsync.contracts.access.TokenRecord;
import dev.mcsync.realtime.session.TicketOffice.Owner;
import dev.mcsync.service.access.IssuedTokens;
import dev.mcsync.service.access.IssuedTokens.Known;
import dev.mcsync.service.access.IssuedTokens.Standing;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What is known of the tokens that sessions were let in by, where they were made while the system
 * ran. A ticket does not tell its token, so they are found by what it does tell. Thread-safe.
 */
final class TokenOwners {

    private final IssuedTokens issued;
    private final ConcurrentMap<Owner, String> ids = new ConcurrentHashMap<>();

    TokenOwners(IssuedTokens issued) {
        this.issued = issued;
    }

    void heard(TokenRecord said) {
        issued.heard(said);
        ids.put(Owner.of(said.id()), said.id());
    }

    /** Whether the token was good once, and is no more. */
    boolean isOver(Owner owner) {
        return find(owner).filter(known -> known.standing() != Standing.GOOD).isPresent();
    }

    /** How many sessions the token may have open; empty: as many as any. */
    Optional<Integer> mostSessions(Owner owner) {
        return find(owner).map(known -> known.token().limits().connections());
    }

    private Optional<Known> find(Owner owner) {
        return Optional.ofNullable(ids.get(owner)).flatMap(issued::find);
    }
}
